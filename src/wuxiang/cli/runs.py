"""Commands about runs: run, summary, explain, gaps, compare, verify."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from wuxiang.ask import Delivered, OpenRun, find_household
from wuxiang.cli.showing import echo_json, echo_table, progress
from wuxiang.compare import compare as compare_runs
from wuxiang.errors import CheckFailedError
from wuxiang.pack import read_pack
from wuxiang.policy.explain import Explanation, told
from wuxiang.record import PACK
from wuxiang.report import SEVERITIES, Summary, summarise, write_entitlements, write_gaps
from wuxiang.report.entitlements import CLASSES
from wuxiang.report.gaps import REASONS
from wuxiang.run import run as run_county
from wuxiang.schema import Language
from wuxiang.sealing import load_keys
from wuxiang.verify import verify as verify_run

FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
LANGUAGE = click.Choice(["zh", "en"])
LARGEST = 8
CHANGES = {
    "gained": "新享", "lost": "不再享", "more": "增加", "less": "减少",
    "now_known": "已查明", "no_longer_known": "不再明确", "same": "不变",
}  # fmt: skip
SETTLED: Mapping[Language, tuple[str, tuple[str, ...]]] = {
    "zh": ("应享与已享", ("政策", "事项", "应得(元)", "已得(元)", "结果", "说明")),
    "en": ("Due and delivered", ("policy", "subject", "due", "delivered", "result", "reason")),
}
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
quiet_option = click.option("--quiet", is_flag=True, help="Show no progress.")


@click.command()
@click.option("--county", type=FOLDER, required=True, help="The county pack.")
@click.option("--snapshot", type=FOLDER, required=True, help="A snapshot made by `intake`.")
@click.option(
    "--out", type=FOLDER, required=True, help="The run folder to write; never overwritten."
)
@click.option("--as-of", type=DAY, help="Answer as of this day (default: the snapshot's).")
@click.option("--previous", type=FOLDER, help="The last run: its tasks are followed up.")
@quiet_option
@json_option
def run(
    county: Path,
    snapshot: Path,
    out: Path,
    as_of: datetime | None,
    previous: Path | None,
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    """Decide everything for everyone, and write it all as a run folder.

    \b
    Example:
      wuxiang run --county counties/hequ --snapshot demo/snapshot --out demo/run
    """
    with progress("deciding", quiet=quiet) as told_so_far:
        run_county(
            county,
            snapshot,
            out,
            as_of=as_of.date() if as_of else None,
            previous=previous,
            progress=told_so_far,
        )
    _show(summarise(out), out, as_json=as_json)


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@json_option
def summary(run_folder: Path, *, as_json: bool) -> None:
    """What a run says: 应享 已享 未享 重享 不应享, standards, questions, flaws, figures.

    \b
    Example:
      wuxiang summary demo/run
    """
    _show(summarise(run_folder), run_folder, as_json=as_json)


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@click.argument("household")
@click.option("--policy", help="Only this policy.")
@click.option("--language", type=LANGUAGE, default="zh", show_default=True)
@json_option
def explain(
    run_folder: Path, household: str, policy: str | None, language: Language, *, as_json: bool
) -> None:
    """Why a household gets what it gets, clause by clause in the words of the law.

    HOUSEHOLD is its key in the run, its 户编号, or the ID number of a member.

    \b
    Example:
      wuxiang explain demo/run 140930000001 --policy hospital_stay_allowance
    """
    key = find_household(run_folder, household, load_keys(create=False))
    with OpenRun(run_folder, policy=policy) as opened:
        explained = opened.explain(key)
        settled = [one for one in opened.entitlements(key) if policy in (None, one.policy)]
        policies = opened.pack.policies
    if as_json:
        answers, entitlements = map(_as_json, explained), map(asdict, settled)
        echo_json({"household": key, "answers": [*answers], "entitlements": [*entitlements]})
        return
    for one in explained:
        click.echo(told(one, language=language) + "\n")
    rows = [
        (policies[d.policy].title.said(language), d.subject, *_said_of(d, language))
        for d in settled
    ]
    if rows:
        echo_table(*SETTLED[language], rows)
    elif not explained:
        click.echo(
            f"{policy} has nothing to decide for this household; without --policy all are asked."
            if policy
            else "No policy of the pack concerns this household."
        )


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The workbook to write."
)
def gaps(run_folder: Path, out: Path) -> None:
    """Write the gap list: a sheet per office and township, who, what, how much, by when.

    The workbook names people: keep it as you keep the register itself.

    \b
    Example:
      wuxiang gaps demo/run --out demo/gaps.xlsx
    """
    written = write_gaps(run_folder, out, load_keys(create=False))
    click.echo(f"{out}: {written:,} tasks")


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The workbook to write."
)
def entitlements(run_folder: Path, out: Path) -> None:
    """Write who is due what and what has arrived, by name: a sheet per policy.

    The workbook names people: keep it as you keep the register itself.

    \b
    Example:
      wuxiang entitlements demo/run --out demo/entitlements.xlsx
    """
    written = write_entitlements(run_folder, out, load_keys(create=False))
    click.echo(f"{out}: {written:,} entitlements")


@click.command()
@click.argument("first", metavar="RUN1", type=FOLDER)
@click.argument("second", metavar="RUN2", type=FOLDER)
@json_option
def compare(first: Path, second: Path, *, as_json: bool) -> None:
    """Who gained and who lost between two runs, with arrears and claw-backs.

    \b
    Example:
      wuxiang compare demo/run-march demo/run-april
    """
    found = compare_runs(first, second)
    rows = found.summary.to_pylist()
    if as_json:
        echo_json(
            {"same_pack": found.same_pack, "summary": rows, "changes": found.changes.to_pylist()}
        )
        return
    if not found.same_pack:
        click.echo("The two runs used different packs.")
    headings = ("政策", "变化", "事项", "人数", "原应得(元)", "现应得(元)")
    titles = {name: one.title.zh for name, one in read_pack(second / PACK).policies.items()}
    cells = [
        (
            titles.get(row["policy"], row["policy"]), CHANGES[row["change"]], row["entitlements"],
            row["persons"], row["due_before"], row["due_after"], row["arrears"], row["claw_back"],
        )
        for row in rows
    ]  # fmt: skip
    echo_table(
        f"{found.first} → {found.second}",
        (*headings, "应补(元)", "应追回(元)"),
        cells,
    )


@click.command()
@click.argument("run_folder", metavar="RUN", type=FOLDER)
@quiet_option
@json_option
def verify(run_folder: Path, *, quiet: bool, as_json: bool) -> None:
    """Recompute a run and compare every byte: exit 1 and say where, if anything differs.

    \b
    Example:
      wuxiang verify demo/run
    """
    with progress("recomputing", quiet=quiet) as told_so_far:
        differences = verify_run(run_folder, progress=told_so_far)
    if as_json:
        echo_json([{"file": one.file, "problem": one.problem} for one in differences])
    elif not differences:
        click.echo(f"{run_folder}: every input, policy and output is as stated; recomputing agrees")
    if differences:
        listed = "\n".join(f"  {one.file} {one.problem}" for one in differences)
        raise CheckFailedError(f"{run_folder} is not as stated:\n{listed}")


def _said_of(one: Delivered, language: Language) -> tuple[object, ...]:
    said = (one.kind, one.reason)
    if language == "zh":
        said = (CLASSES[one.kind], REASONS.get(one.reason, ""))
    return one.due, one.delivered, *said


def _show(found: Summary, folder: Path, *, as_json: bool) -> None:
    if as_json:
        echo_json(_summary_json(found))
        return
    _show_payments(found)
    _show_standards(found)
    asked = [(q.words, q.questions, q.decisions, q.at_stake) for q in found.questions[:LARGEST]]
    if asked:
        headings = ("缺少的信息", "待核实", "影响的认定", "涉及元")
        echo_table("待核实 Questions, by the money that hangs on them", headings, asked)
    if found.strays:
        rows = [(s.programme, s.payments, s.amount) for s in found.strays]
        echo_table("没有对应政策的发放 Paid without a policy", ("项目", "笔数", "金额(元)"), rows)
    _show_flaws(found)
    figures = [
        (one.commitment, one.title.zh, one.title.en, found.figures[name], one.unit)
        for name, one in found.pack.indicators.items()
    ]
    if figures:
        echo_table("指标 Figures", ("", "指标", "indicator", "value", "unit"), figures)
    tasks = ", ".join(f"{state} {number:,}" for state, number in found.tasks.items()) or "none"
    click.echo(f"Tasks: {tasks}. As of {found.record.as_of}; results lie in {folder}")
    if found.example:
        click.echo(f"Ask why, for example: wuxiang explain {folder} {found.example}")


def _show_payments(found: Summary) -> None:
    rows = [
        (
            p.policy.title.zh,
            p.due,
            p.received,
            p.missing,
            p.missing_yuan,
            p.double,
            p.undue,
            p.unknown,
        )
        for p in sorted(found.payments, key=lambda one: -one.missing_yuan)
    ]
    headings = ("政策", "应享", "已享", "未享", "未享(元)", "重享", "不应享", "待核")
    if rows:
        echo_table("应享与已享 Due and delivered, largest gap first", headings, rows)
    waiting = sum(not p.policy.confirmed for p in found.payments)
    if waiting:
        click.echo(f"{waiting} of these policies are 待确认: nothing may be paid from them yet.")


def _show_standards(found: Summary) -> None:
    rows = [
        (s.policy.commitment, s.policy.title.zh, s.holds, s.breached, s.unknown)
        for s in found.standards
    ]
    if rows:
        echo_table("标准 Standards", ("", "标准", "达标", "未达标", "不清楚"), rows)


def _show_flaws(found: Summary) -> None:
    rows = [
        (one.rule.title.zh, SEVERITIES[one.rule.severity], one.rows, one.households)
        for one in found.flaws
    ]
    if rows:
        echo_table("数据质量 Data quality", ("规则", "严重程度", "条数", "户数"), rows)


def _summary_json(found: Summary) -> dict[str, object]:
    return {
        "as_of": found.record.as_of,
        "payments": [
            {
                "policy": p.policy.name, "confirmed": p.policy.confirmed,
                "due": p.due, "due_yuan": p.due_yuan,
                "received": p.received, "received_yuan": p.received_yuan,
                "missing": p.missing, "missing_yuan": p.missing_yuan,
                "double": p.double, "double_yuan": p.double_yuan,
                "undue": p.undue, "undue_yuan": p.undue_yuan, "unknown": p.unknown,
            }
            for p in found.payments
        ],
        "standards": [
            {
                "policy": s.policy.name,
                "holds": s.holds, "breached": s.breached, "unknown": s.unknown,
            }
            for s in found.standards
        ],
        "strays": [vars(stray) for stray in found.strays],
        "questions": [vars(question) for question in found.questions],
        "flaws": [
            {
                "rule": one.rule.name, "severity": one.rule.severity,
                "rows": one.rows, "households": one.households,
            }
            for one in found.flaws
        ],
        "figures": found.figures,
        "tasks": found.tasks,
    }  # fmt: skip


def _as_json(one: Explanation) -> dict[str, object]:
    return {
        "policy": one.policy.name,
        "subject": one.subject,
        "dated_on": one.dated_on,
        "in_force": one.in_force,
        "eligible": one.answer,
        "outcome": one.outcome,
        "clauses": [
            {"law": c.law, "test": c.test, "with_values": c.with_values, "answer": c.answer}
            for c in (*one.clauses, *one.standards)
        ],
        "steps": [{"name": s.name, "law": s.law, "value": s.value} for s in one.steps],
    }
