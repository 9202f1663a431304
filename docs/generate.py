"""Write the pages of docs/reference that can be computed, from the code and the Hequ pack.

    python docs/generate.py        (or: make reference)

`pages` gives the same text for the same code, so a test can compare it with what is committed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click

from wuxiang.cli import main as wuxiang
from wuxiang.intake.issues import RULES
from wuxiang.intake.layouts import Heading, Layout, Target, read_layouts
from wuxiang.pack import Indicator, Kept, Pack, promises, read_pack
from wuxiang.policy import Policy, show_policy
from wuxiang.policy.model import Parameter
from wuxiang.report.registry import LISTS
from wuxiang.schema import TABLES, VERSION, CodeList, Column, Table

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PACK = Path("counties/hequ")
BY_HAND = frozenset({"policy.schema.json", "README.md"})
WIDTH = 88
DIRECTIONS = {
    "governance": (
        "G",
        "识别、退出、监测",
        "Governance: who is identified, who leaves, who is watched",
    ),
    "income": ("I", "增收", "Raise income"),
    "spending": ("S", "减支", "Cut spending"),
    "resettlement": ("R", "搬迁", "Resettlement"),
    "services": ("V", "强服务", "Services"),
    "accountability": ("A", "强保障", "Accountability"),
}
SECRECY = {
    "open": "open",
    "personal": "personal",
    "sensitive": "sensitive",
    "identity": "identity, sealed",
}
SEVERITIES = {"refused": "refused 未取", "altered": "altered 已改", "warning": "warning 提示"}
MADE = "<!-- Written by docs/generate.py; change the source and run: make reference -->"


def pages() -> dict[str, str]:
    """Every generated page by its path below docs/reference."""
    pack = read_pack(ROOT / PACK)
    return {
        "data-dictionary.md": data_dictionary(),
        "facts.md": facts(pack),
        "indicators.md": indicators(pack),
        "layouts.md": layouts(read_layouts(ROOT / PACK)),
        "intake-rules.md": intake_rules(),
        "commands.md": commands(),
        "commitments.md": commitments(pack),
        **{f"policies/{name}.md": policies(pack, name) for name in DIRECTIONS},
    }


def write() -> None:
    """Write all pages and remove those that are no longer made."""
    made = pages()
    for path in REFERENCE.rglob("*.md"):
        if path.name not in BY_HAND and path.relative_to(REFERENCE).as_posix() not in made:
            path.unlink()
    for name, page in made.items():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")


def data_dictionary() -> str:
    """Tables, columns and code lists of the vocabulary."""
    intro = (
        f"Schema version {VERSION}. A snapshot holds each of these {len(TABLES)} tables as one "
        "Parquet file, sorted by its key. Columns marked *identity* are not in it: they lie "
        "sealed beside it. *National* is the field code of the national registration system."
    )
    contents = _table(
        ("Table", "表", "What it holds", "Key"),
        [(f"[{t.name}](#{t.name})", t.zh, t.en, ", ".join(t.key)) for t in TABLES.values()],
    )
    lists = {c.codes.name: c.codes for t in TABLES.values() for c in t.columns if c.codes}
    blocks = [_table_block(table) for table in TABLES.values()]
    coded = [_code_block(one) for _, one in sorted(lists.items())]
    return _page(
        "Data dictionary 数据字典", intro, contents, *blocks, "# Code lists 代码表", *coded
    )


def _table_block(table: Table) -> str:
    rows = [_column_row(column, table) for column in table.columns]
    heads = ("Column", "中文", "English", "Type", "Unit", "Codes", "Secrecy", "National")
    head = f"## {table.name}\n\n{table.zh} – {table.en}. Key: {_listed(table.key)}."
    return f"{head}\n\n{_table(heads, rows)}"


def _column_row(column: Column, table: Table) -> Sequence[str]:
    needed = " (required)" if column.required or column.name in table.key else ""
    codes = f"[{column.codes.name}](#codes-{column.codes.name})" if column.codes else ""
    return (
        f"`{column.name}`{needed}", column.zh, column.en, column.sql_type, column.unit or "",
        codes, SECRECY[column.secrecy], column.national or "",
    )  # fmt: skip


def _code_block(codes: CodeList) -> str:
    rows = [
        (f"`{code.value}`", code.zh, code.en, code.national or "", "、".join(code.also))
        for code in codes.codes
    ]
    heads = ("Value", "中文", "English", "National", "Also written")
    return f"## codes-{codes.name}\n\n{codes.zh}\n\n{_table(heads, rows)}"


def facts(pack: Pack) -> str:
    """The facts of the pack, each with its grain and what it reads."""
    intro = (
        "A fact is one SELECT that prepares what policies read: joins, sums, ages, durations. "
        "*Grain* is its unique key. Scope *household* means that one household's rows suffice "
        "for its answer, so `wuxiang explain` recomputes it; *area* means that it looks further."
    )
    blocks = []
    for fact in sorted(pack.facts.values(), key=lambda one: one.name):
        told = [
            f"- Grain: {_listed(fact.grain)}",
            f"- Scope: {fact.scope}",
            f"- Reads: {_listed(fact.reads)}",
            f"- File: {_file(fact.place.file)}",
        ]
        lines = [f"## {fact.name}", f"{fact.zh} – {fact.en}", "\n".join(told)]
        blocks.append("\n\n".join([*lines, *([fact.notes] if fact.notes else [])]))
    return _page("Facts 事实", intro, *blocks)


def indicators(pack: Pack) -> str:
    """The figures of the pack with unit, target, meaning and what they are counted from."""
    intro = (
        "A figure is one SELECT over the records of a run; nothing is typed in. *Target* is the "
        "article's figure, or what the county aims at; a figure without one only describes. All of "
        "them at a glance, then one by one with their meaning (口径)."
    )
    ordered = sorted(pack.indicators.values(), key=lambda one: (_rank(one.commitment), one.name))
    glance = [
        (
            one.commitment, f"[{one.title.zh}](#{one.name})", one.title.en, one.unit,
            one.target or "–", one.source,
        )
        for one in ordered
    ]  # fmt: skip
    blocks = [_table(("", "指标", "Figure", "Unit", "Target", "Source"), glance)]
    for commitment, several in groupby(ordered, key=lambda one: one.commitment):
        blocks += [f"## {commitment}", *(_indicator(one) for one in several)]
    return _page("Indicators 指标", intro, *blocks)


def _indicator(one: Indicator) -> str:
    lines = [
        f"- 口径 Meaning: {one.meaning}",
        f"- Unit: {one.unit}",
        f"- Target: {one.target or 'none: it describes'}",
        f"- Source: {one.source}",
        f"- Counted from: {_listed(one.query.reads)}",
        f"- File: {_file(one.place.file)}",
    ]
    return f"### {one.name}\n\n{one.title.zh} – {one.title.en}\n\n" + "\n".join(lines)


def layouts(found: Iterable[Layout]) -> str:
    """The lists that intake knows, heading by heading."""
    intro = (
        "A layout says which heading of a list goes to which column. A list is recognised by the "
        "headings in **bold**, whatever the file is called. Where two lists disagree, the one with "
        "the lower priority number is believed."
    )
    blocks = [_layout(layout) for layout in sorted(found, key=lambda one: one.name)]
    return _page("Layouts 表格格式", intro, *blocks)


def _layout(layout: Layout) -> str:
    exported = layout.name in LISTS
    introduces = ", ".join(layout.introduces) or "nobody: all must be known from other lists"
    head = [
        f"- One row is: {layout.row_is}",
        *([f"- Kept by: {layout.office}, who is asked for what it lacks"] if layout.office else []),
        f"- May introduce: {introduces}",
        f"- Priority: {layout.priority}; edition: {layout.edition}",
        *([f"- Sheet: its name has {layout.sheet}"] if layout.sheet else []),
        *([f"- Always: {_constants(layout.constants)}"] if layout.constants else []),
        *([f"- Written by: `wuxiang export … --list {layout.name}`"] if exported else []),
    ]
    headings = ("Heading", "Also", "Goes to", *(["An export writes"] if exported else []))
    rows = [
        (
            f"**{heading.text}**" if heading.text in layout.required else heading.text,
            "、".join(heading.also),
            "; ".join(_target(target) for target in heading.targets) or "known, not kept",
            *([_written(heading)] if exported else []),
        )
        for heading in layout.headings
    ]
    title = f"## {layout.name}\n\n{layout.zh} – {layout.en}\n\n" + "\n".join(head)
    return f"{title}\n\n{_table(headings, rows)}"


def _written(heading: Heading) -> str:
    """What an export puts into a cell, and where the edition's words are not ours."""
    target = heading.writes
    if target is None:
        return "nothing: the cell stays empty"
    if target.words:
        marks = ", ".join(f"{one.words[0]} for `{one.name}`" for one in heading.targets)
        return f"those that hold: {marks}"
    words = "; ".join(
        f"{ours} as {theirs}" if theirs else f"{ours} as an empty cell"
        for ours, theirs in target.written.items()
    )
    return f"`{target.name}`" + (f" ({words})" if words else "")


def _constants(constants: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` = `{value}`" for name, value in constants.items())


def _target(target: Target) -> str:
    said = [f"`{target.name}`"]
    if target.adds:
        said.append("(a part, added up)")
    if target.words:
        said.append(f"(yes where one of: {'、'.join(target.words)})")
    if target.format:
        said.append(f"(as {target.format})")
    return " ".join(said)


def intake_rules() -> str:
    """What intake may say of a cell, a row or a file, and the pack's data-quality rules."""
    intro = (
        "*Refused*: not taken, the cell or row is missing until corrected. *Altered*: taken "
        "otherwise than written. *Warning*: taken as written."
    )
    cells = _table(
        ("Rule", "Result", "说明", "处理"),
        [(f"`{name}`", SEVERITIES[r.severity], r.zh, r.remedy) for name, r in RULES.items()],
    )
    found = read_pack(ROOT / PACK).rules.values()
    quality = _table(
        ("Rule", "Severity", "说明", "Meaning", "处理", "Boundaries", "From"),
        [
            (
                f"[`{r.name}`]({_linked(r.place.file)})", r.severity, r.title.zh, r.title.en,
                r.remedy, "; ".join(map(_boundary, r.parameters)), r.source,
            )
            for r in found
        ],
    )  # fmt: skip
    said = (
        f"{len(found)} rules, one SQL file each in `{PACK}/quality`; they look at whole households "
        "and villages. Every run applies them: `flaw.parquet`, the summary, `wuxiang flaws`, and "
        "the sheets 数据质量 of `gaps`. Those that read `intake_finding` count what intake found; "
        "the others are found here only. *Boundaries* are parameters with their days, in the head "
        "of the file; who must confirm them stands there too."
    )
    return _page(
        "Rules of intake 录入规则",
        intro,
        cells,
        "## Data-quality rules of the pack 数据质量规则",
        said,
        quality,
    )


def _boundary(one: Parameter) -> str:
    dated = (f"{value} from {day}" for day, value in one.values)
    return f"{one.name}: {', '.join(dated)} ({one.unit})"


def commands() -> str:
    """The help of every command."""
    intro = (
        "Exit codes: 0 well, 1 a check failed, 2 wrong input. Keys: see `WUXIANG_KEYS` in\n"
        "[Keep the keys](../how-to/keep-the-keys.md)."
    )
    blocks = [
        f"## {name}\n\n```text\n{_help(command, name)}\n```" for name, command in _walk(wuxiang)
    ]
    return _page("Commands 命令", intro, *blocks)


def _walk(command: click.Command, name: str = "wuxiang") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            if sub := command.get_command(context, word):
                yield from _walk(sub, f"{name} {word}")


def _help(command: click.Command, name: str) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def commitments(pack: Pack) -> str:
    """What was promised, by direction, and which policies and figures of the pack keep it."""
    found = promises(pack)
    several = [one for _, kept in found.values() for one in kept if one.name not in found]
    ruled = sum(bool(one.policies) for one in several)
    counted = sum(bool(one.indicators and not one.policies) for one in several)
    intro = (
        f"Of the {len(several)} commitments {ruled} have policies in the Hequ pack (who it is for, "
        f"what is due, what has arrived, the gaps as tasks), {counted} have only a figure, and "
        f"{len(several) - ruled - counted} have nothing yet. `wuxiang policy show counties/hequ` "
        "prints all of it as one page. What is marked with a letter alone serves all commitments: "
        "who is identified as poor, who may leave, who is watched."
    )
    heads = ("Id", "承诺", "Commitment", "State", "Policies", "Figures")
    blocks = [
        f"## {letter} {title.zh} {title.en}\n\n{_table(heads, map(_promise, kept))}"
        for letter, (title, kept) in found.items()
    ]
    return _page("The 41 commitments 41项承诺", intro, *blocks)


def _promise(one: Kept) -> tuple[str, ...]:
    said = (one.name, one.title.zh, one.title.en, one.state.en)
    return (*said, _rules(one.policies), _figures(one.indicators))


def _figures(figures: Sequence[Indicator]) -> str:
    """Each figure with its target, where the article gives one."""
    return ", ".join(
        f"[{one.title.zh}](indicators.md#{one.name})" + (f" = {one.target}" if one.target else "")
        for one in figures
    )


def _rules(rules: Sequence[Policy]) -> str:
    return ", ".join(
        f"[{one.title.zh}](policies/{_direction(one)}.md#{one.name})"
        for one in sorted(rules, key=lambda one: one.name)
    )


def policies(pack: Pack, direction: str) -> str:
    """The policies of one direction as pages to read, Chinese first."""
    _, zh, en = DIRECTIONS[direction]
    chosen = [one for one in pack.policies.values() if _direction(one) == direction]
    intro = (
        f"{en}. Chinese is the wording of the published source; 待确认 marks a reading that nobody "
        "has confirmed yet: nothing may be paid from it."
    )
    ordered = sorted(chosen, key=lambda one: (_rank(one.commitment), one.name))
    return _page(f"{zh}政策", intro, *(_policy(one) for one in ordered))


def _policy(policy: Policy) -> str:
    shown = show_policy(policy).strip().split("\n")
    demoted = [f"##{line}" if line.startswith("#") else line for line in shown]
    told = f"{policy.title.en}. File: {_file(policy.place.file, up=3)}"
    return "\n".join([f"## {policy.name}", "", *demoted[:1], "", told, *demoted[1:]])


def _direction(policy: Policy) -> str:
    return Path(policy.place.file).parent.name


def _rank(commitment: str) -> tuple[int, str]:
    return "GISRVA".index(commitment[0]), commitment


def _file(path: str, *, up: int = 2) -> str:
    name = Path(path).resolve().relative_to(ROOT).as_posix()
    return f"[{name}]({'../' * up}{name})"


def _linked(path: str) -> str:
    return "../../" + Path(path).resolve().relative_to(ROOT).as_posix()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join([f"# {title}", MADE, *blocks]) + "\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(cell: str) -> str:
    return cell.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    write()
