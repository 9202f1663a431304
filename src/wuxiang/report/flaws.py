"""The flaws in the data: counts per rule, and workbooks for the county and for each helper."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.folder import refuse_existing, whole_folder
from wuxiang.pack import Pack, read_pack
from wuxiang.record import PACK, SNAPSHOT, read_record
from wuxiang.report.book import Book, new_book
from wuxiang.report.names import PLACES, open_named_run
from wuxiang.report.summary import SEVERITIES, FlawCount
from wuxiang.sealing import Keys
from wuxiang.snapshot import table_file

COUNTED = """
SELECT rule, count(*), count(DISTINCT household_id) FROM flaw GROUP BY rule
"""
BY_TOWNSHIP = """
SELECT rule, coalesce(place, '全县') AS township, count(*) AS rows
FROM flaw LEFT JOIN named_place ON area_code = substring(village_code, 1, 9) || '000'
GROUP BY ALL ORDER BY rule, township
"""
FLAWS = """
SELECT coalesce(township.place, '全县') AS township, f.rule, f.detail,
  coalesce(village.place, '') AS village, coalesce(h.head, '') AS head,
  coalesce(p.person, '') AS person, coalesce(p.id_shown, '') AS id_shown,
  coalesce(helper.helper, '') AS helper, helper_of.helper_id
FROM flaw AS f
LEFT JOIN named_person AS p ON p.person_id = f.person_id
LEFT JOIN named_head AS h ON h.household_id = f.household_id
LEFT JOIN named_place AS village ON village.area_code = f.village_code
LEFT JOIN named_place AS township
  ON township.area_code = substring(f.village_code, 1, 9) || '000'
LEFT JOIN helper_of ON helper_of.household_id = f.household_id
LEFT JOIN named_helper AS helper ON helper.helper_id = helper_of.helper_id
ORDER BY substring(f.village_code, 1, 9) NULLS FIRST, f.rule, f.village_code, f.household_id,
  f.person_id, f.detail
"""
HEADINGS = {
    "规则": 30, "严重程度": 9, "行政村": 14, "户主": 10, "对象": 10, "证件号码": 22, "说明": 26,
    "处理意见": 30, "帮扶责任人": 12,
}  # fmt: skip
OVERVIEW = {"规则": 34, "严重程度": 9, "条数": 9, "户数": 9, "处理意见": 40, "依据": 26}
UNSAFE = re.compile(r"[\[\]:*?/\\\x00-\x1f'.]")
Row = Mapping[str, object]
"""One row of FLAWS."""


def count_flaws(run: Path) -> list[FlawCount]:
    """Every rule of the run's pack with what it found (0 as well): errors first, then by rows.

    Raises UserError if `run` is no run.
    """
    read_record(run)
    pack = read_pack(run / PACK)
    with DuckEngine([run]) as engine:
        engine.open_table("flaw", run / "flaw.parquet")
        found = {str(rule): (rows, homes) for rule, rows, homes in engine.rows(COUNTED)}
    counts = [
        FlawCount(rule, *(int(str(one)) for one in found.get(name, (0, 0))))
        for name, rule in pack.rules.items()
    ]
    return sorted(counts, key=lambda one: (one.rule.severity, -one.rows, one.rule.name))


def flaws_by_township(run: Path) -> dict[str, dict[str, int]]:
    """Rows found by each rule in each township, by name; rules that found nothing are absent."""
    with DuckEngine([run]) as engine:
        engine.open_table("flaw", run / "flaw.parquet")
        engine.open_table("area", table_file(run / SNAPSHOT, "area"))
        engine.define("named_place", PLACES)
        rows = engine.rows(BY_TOWNSHIP)
    found: dict[str, dict[str, int]] = {}
    for rule, township, number in rows:
        found.setdefault(str(rule), {})[str(township)] = int(str(number))
    return found


def write_flaws(run: Path, out: Path, keys: Keys) -> int:
    """Write the run's flaws as the workbook `out`, names included; the number of flaws.

    Sheet 总览 has every rule with its count; then comes a sheet per township with its own rows.
    Raises UserError if `out` exists, or the keys do not fit.
    """
    refuse_existing(out)
    counts = count_flaws(run)
    pack, rows = _named(run, keys)
    with new_book(out, "数据质量清单", read_record(run).day) as book:
        cells = (
            (
                one.rule.title.zh, SEVERITIES[one.rule.severity], one.rows, one.households,
                one.rule.remedy, one.rule.source,
            )
            for one in counts
        )  # fmt: skip
        book.sheet("总览", OVERVIEW, cells)
        write_township_sheets(book, pack, rows)
    return len(rows)


def write_helper_flaws(
    run: Path, out: Path, *, keys: Keys, progress: Callable[[str, int, int], None] = lambda *_: None
) -> int:
    """Write a workbook for each helper into the new folder `out` (mode 0700); their number.

    Each has the flaws of his own households only. Raises UserError if `out` exists, or the keys
    do not fit.
    """
    pack, rows = _named(run, keys)
    day = read_record(run).day
    paired = sorted((row for row in rows if row["helper_id"]), key=_helper)
    whose = [(key, list(own)) for key, own in groupby(paired, key=_helper)]
    with whole_folder(out) as folder:
        for number, (key, own) in enumerate(whose, start=1):
            progress("helpers", number, len(whose))
            name = UNSAFE.sub("_", f"{own[0]['helper']}-{key[:7]}")
            with new_book(folder / f"{name}.xlsx", "数据质量清单", day) as book:
                book.sheet("数据质量", HEADINGS, (_cells(pack, row) for row in own))
    return len(whose)


def write_township_sheets(book: Book, pack: Pack, rows: Iterable[Row]) -> None:
    """A sheet of flaws per township; `rows` are those of FLAWS, in its order."""
    for township, own in groupby(rows, key=lambda row: str(row["township"])):
        book.sheet(f"数据质量·{township}", HEADINGS, [_cells(pack, row) for row in own])


def _named(run: Path, keys: Keys) -> tuple[Pack, list[Row]]:
    with open_named_run(run, keys) as engine:
        return read_pack(run / PACK), engine.arrow(FLAWS).to_pylist()


def _helper(row: Row) -> str:
    return str(row["helper_id"])


def _cells(pack: Pack, flaw: Row) -> Sequence[object]:
    rule = pack.rules[str(flaw["rule"])]
    return (
        rule.title.zh, SEVERITIES[rule.severity], flaw["village"], flaw["head"], flaw["person"],
        flaw["id_shown"], flaw["detail"], rule.remedy, flaw["helper"],
    )  # fmt: skip
