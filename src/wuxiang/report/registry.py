"""Lists of the national registry written again from a snapshot, under the headings of a layout.

The layout is the one that intake reads: one list of headings, both ways. What nobody knows stays an
empty cell; codes are written in the words of the list's edition.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wuxiang.engine import DuckEngine, quoted
from wuxiang.errors import UserError
from wuxiang.intake.layouts import Heading, Layout, Target, read_layouts
from wuxiang.pack import Pack, read_pack
from wuxiang.pack.read import MOMENT
from wuxiang.report.book import new_book
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities, read_manifest, table_file

LISTS: Mapping[str, str] = {
    "person_export": "true",
    "roster": "now.status IN ('exited_with_policies', 'exited', 'monitored')",
}
"""The lists that can be written, and whose members stand in them, of those with a 户编号."""
FACTS = ("member_now", "household_now", "household_income")
WIDTH = 14
TOWNSHIP_DIGITS = 9
INVENTED = "（演示数据·人物均为虚构）"
HEADS = """
SELECT p.household_id, min(i.name) AS name, min(i.id_number) AS id_number
FROM person p JOIN identity_of_person i USING (person_id) JOIN member_now USING (person_id)
WHERE p.relation = 'head' GROUP BY p.household_id HAVING count(*) = 1
"""
NAMED = "SELECT area_code, arg_max(name, valid_from) AS name FROM area GROUP BY area_code"
LATEST = """
SELECT t.* FROM {table} t, moment WHERE t.{day} <= {now} QUALIFY row_number() OVER (
  PARTITION BY t.{owner} ORDER BY t.{day} DESC) = 1
"""
MEMBERS = """
FROM member_now m
JOIN person p ON p.person_id = m.person_id
JOIN household h ON h.household_id = m.household_id
JOIN household_now now ON now.household_id = m.household_id
CROSS JOIN moment
LEFT JOIN identity_of_person pi ON pi.person_id = m.person_id
JOIN identity_of_household hi ON hi.household_id = m.household_id AND hi.national_number IS NOT NULL
LEFT JOIN head ON head.household_id = m.household_id
LEFT JOIN named village ON village.area_code = h.village_code
LEFT JOIN named township ON township.area_code = substr(h.village_code, 1, 9) || '000'
LEFT JOIN named natural_village ON natural_village.area_code = h.natural_village_code
LEFT JOIN latest_living living ON living.household_id = m.household_id
LEFT JOIN latest_risk risk ON risk.household_id = m.household_id
LEFT JOIN latest_disability disability ON disability.person_id = m.person_id
LEFT JOIN household_income income
  ON income.household_id = m.household_id AND income.year = year(as_of) - 1
"""
ORDER = "h.village_code, hi.national_number, p.relation IS DISTINCT FROM 'head', m.person_id"
VALUES: Mapping[str, str] = {
    "list.as_of": "as_of",
    "list.year": "year(as_of)",
    "list.number": "NULL",
    "head.name": "head.name",
    "head.id_number": "head.id_number",
    "household_status.status": "now.status",
    "household.members": "now.members",
    "household.income_per_head": "CAST(income.income_per_head AS DECIMAL(18, 2))",
    "disability.card_year": "year(disability.certified_on)",
    "risk.removed": "CASE WHEN risk.household_id IS NOT NULL THEN "
    "risk.removed_on IS NOT NULL AND risk.removed_on <= as_of END",
    "place.township": "township.name",
    "place.village": "village.name",
    "place.natural_village": "natural_village.name",
}
SEALED = {"person": "pi", "household": "hi"}
OPEN = {"person": "p", "household": "h"}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Part:
    """A list (of LISTS), and the places in it: those whose codes begin with `within`."""

    name: str
    within: str = ""


def write_list(
    snapshot: Path,
    county: Path,
    part: Part,
    *,
    out: Path,
    keys: Keys,
    progress: Progress = lambda *_: None,
) -> int:
    """Write the part of a list of the snapshot as the workbook `out`; the number of people.

    `county` is the pack whose layout has the headings. Rows are written township by township.
    Raises UserError if there is no such list, `out` exists, or the keys do not fit.
    """
    layout = next((one for one in read_layouts(county) if one.name == part.name), None)
    if part.name not in LISTS or layout is None:
        raise UserError(
            f"there is no list `{part.name}` to write", remedy=f"use one of: {', '.join(LISTS)}"
        )
    manifest = read_manifest(snapshot)
    pack = read_pack(county)
    with DuckEngine([snapshot]) as engine:
        _open(engine, snapshot, pack=pack, keys=keys)
        rows = _Rows(engine, layout, county=pack.county.name.zh, within=part.within)
        title = layout.zh + (INVENTED if manifest.invented else "")
        with new_book(out, title, manifest.day, streamed=True) as book:
            widths = {heading.text: WIDTH for heading in layout.headings}
            book.sheet("名单", widths, rows.all(progress))
    return rows.written


def _open(engine: DuckEngine, snapshot: Path, *, pack: Pack, keys: Keys) -> None:
    """The snapshot's tables, its names, and the facts of the pack that the lists rest on."""
    for table in TABLES:
        engine.open_table(table, table_file(snapshot, table))
    day = read_manifest(snapshot).day
    engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
    for kind in SEALED:
        engine.take(f"identity_of_{kind}", identities(snapshot, keys, kind))
    needed = pack.with_all_they_read(FACTS)
    if not pack.facts.keys() >= set(FACTS):
        raise UserError(
            f"{pack.folder} lacks the facts {', '.join(FACTS)}",
            remedy="name a pack that has them, as counties/hequ",
        )
    for name in (one for one in pack.order if one in needed):
        engine.keep(name, pack.facts[name].query.sql(engine.dialect))
    engine.keep("head", HEADS)
    engine.keep("named", NAMED)
    for table, owner, day_column, now in (
        ("living", "household_id", "year", "year(as_of)"),
        ("risk", "household_id", "identified_on", "as_of"),
        ("disability", "person_id", "certified_on", "as_of"),
    ):
        select = LATEST.format(table=table, owner=owner, day=day_column, now=now)
        engine.keep(f"latest_{table}", select)


class _Rows:
    """The rows of one list, a township at a time."""

    def __init__(self, engine: DuckEngine, layout: Layout, *, county: str, within: str) -> None:
        self.written = 0
        self._engine = engine
        self._within = within
        values = {**VALUES, "place.county": quoted(county)}
        cells = [_cell(heading, values) for heading in layout.headings]
        named = ", ".join(f"{cell} AS c{at}" for at, cell in enumerate(cells))
        self._select = f"SELECT {named} {MEMBERS} WHERE {LISTS[layout.name]}"
        self._numbered = [
            at for at, heading in enumerate(layout.headings) if _is(heading, "list.number")
        ]

    def all(self, progress: Progress) -> Iterator[list[object]]:
        """Every row, as cells under the layout's headings; the running number goes on."""
        place = f"substr(village_code, 1, {max(TOWNSHIP_DIGITS, len(self._within))})"
        townships = self._engine.rows(
            f"SELECT DISTINCT {place} FROM household_now "
            f"WHERE starts_with(village_code, {quoted(self._within)}) ORDER BY 1"
        )
        for number, (township,) in enumerate(townships, start=1):
            progress(str(township), number, len(townships))
            here = f"starts_with(h.village_code, {quoted(str(township))})"
            for row in self._engine.rows(f"{self._select} AND {here} ORDER BY {ORDER}"):
                self.written += 1
                cells = list(row)
                for at in self._numbered:
                    cells[at] = self.written
                yield cells


def _is(heading: Heading, name: str) -> bool:
    return heading.writes is not None and heading.writes.name == name


def _cell(heading: Heading, values: Mapping[str, str]) -> str:
    """SQL of what stands under a heading: text, a number, or nothing."""
    if heading.writes is None:
        return "NULL"
    if heading.writes.words:
        said = ", ".join(_word(target, values) for target in heading.targets)
        return f"nullif(concat_ws(',', {said}), '')"
    return _written(heading.writes, _value(heading.writes.name, values))


def _word(target: Target, values: Mapping[str, str]) -> str:
    return f"CASE WHEN {_value(target.name, values)} THEN {quoted(target.words[0])} END"


def _value(name: str, values: Mapping[str, str]) -> str:
    """SQL of a target's value: named in `values`, or a column of the table that it names."""
    if name in values:
        return values[name]
    table, _, column = name.partition(".")
    sealed = {one.name for one in TABLES[table].sealed}
    alias = SEALED.get(table, table) if column in sealed else OPEN.get(table, table)
    return f"{alias}.{column}"


def _written(target: Target, value: str) -> str:
    """SQL of the value as the list writes it: words for codes, 是 and 否, days as 2018-12-31."""
    column = target.column
    if column.codes is not None:
        words = {code.value: target.wording(code.value) for code in column.codes.codes}
        cases = " ".join(f"WHEN {quoted(ours)} THEN {quoted(word)}" for ours, word in words.items())
        return f"CASE {value} {cases} END"
    if column.kind == "boolean":
        return f"CASE WHEN {value} THEN '是' WHEN NOT {value} THEN '否' END"
    return f"CAST({value} AS VARCHAR)" if column.kind == "date" else value
