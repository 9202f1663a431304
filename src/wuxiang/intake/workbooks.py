"""The report as Excel workbooks that go straight back in once they are corrected.

One for the county, one per township, one per helper, each with its own rows only. A sheet per list
has the rows as they were written, the remedy, and where they stood; a cell is never a formula.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from wuxiang.engine import WORKERS, dealt
from wuxiang.intake.corrections import mark_of
from wuxiang.intake.issues import RULES
from wuxiang.intake.recognise import CORRECTION, INVENTED, OVERVIEW_SHEET, REMEDY
from wuxiang.intake.report import FOLDER
from wuxiang.snapshot import read_manifest

WORKBOOKS = "workbooks"
MOST_ROWS = 1_000_000
SMALL = 5_000
"""remarks up to which one process is faster than two"""
IN_MEMORY = 100_000
"""remarks up to which a workbook is put together in memory, 2.5 kB each: it is faster"""
REMARKS_A_FILE = 60
"""a workbook's own cost, in remarks"""
OVERVIEW = dict(
    zip(
        ("file", "sheet", "row", "column", "value", "rule", "severity", "remedy"),
        ("文件", "表", "行", "列", "原值", "规则", "结果", "处理意见"),
        strict=True,
    )
) | {"township": "乡镇", "village": "行政村", "helper": "帮扶责任人"}
KINDS = {"乡镇": "township", "帮扶责任人": "helper_id"}
"""Folders of workbooks, each with the column of the report that says whose a remark is."""
SEVERITIES = {"refused": "未取", "altered": "已改", "warning": "提示"}
MOST_NAME_BYTES = 180
"""of a file's name in UTF-8, before its mark and its ending: file systems allow 255"""
MARK_DIGITS = 8
MOST_SHEET_NAME = 31
"""characters that Excel allows"""
UNSAFE = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
Remark = Mapping[str, object]


@dataclass(frozen=True)
class _List:
    file: str
    sheet: str
    title: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class _Report:
    """A report as it lies in the snapshot."""

    remarks: Sequence[Remark]
    cells: Mapping[tuple[int, int], Sequence[str]]
    lists: Mapping[int, _List]
    invented: bool
    made: datetime
    """The time that the workbooks carry, so that the same report gives the same bytes."""


def write_report_workbooks(
    snapshot: Path, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Path]:
    """Write the report of `snapshot` as workbooks into its folder report/workbooks, anew.

    Townships and helpers without a remark have none. Returns the files, the county's first.
    """
    folder = snapshot / FOLDER / WORKBOOKS
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("", *KINDS):
        (folder / part).mkdir(mode=0o700)
    few = pq.read_metadata(snapshot / FOLDER / "report.parquet").num_rows < SMALL
    written = _write_share(snapshot, 0, 1) if few else _written_beside(snapshot, progress)
    return [folder / name for _, name in sorted(written)]


def _written_beside(snapshot: Path, progress: Callable[[int, int], None]) -> list[tuple[int, str]]:
    """Write all workbooks in processes of their own."""
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        shares = [pool.submit(_write_share, snapshot, at, WORKERS) for at in range(WORKERS)]
        for done, _ in enumerate(as_completed(shares), 1):
            progress(done, len(shares))
    return [one for share in shares for one in share.result()]


def _write_share(snapshot: Path, number: int, of: int) -> list[tuple[int, str]]:
    """Write one process's share of the workbooks: which these are, and where each lies."""
    report = _read(snapshot)
    wanted = _wanted(report.remarks)
    mine = dealt([len(remarks) + REMARKS_A_FILE for _, remarks in wanted], of)[number]
    for at in mine:
        name, remarks = wanted[at]
        _write_workbook(snapshot / FOLDER / WORKBOOKS / name, remarks, report)
    return [(at, wanted[at][0]) for at in mine]


def _wanted(remarks: Sequence[Remark]) -> list[tuple[str, Sequence[Remark]]]:
    """The workbooks of a report, each with what is remarked in it; the county's first."""
    by_hand = [remark for remark in remarks if remark["severity"] != "altered"]
    found: list[tuple[str, Sequence[Remark]]] = [("全县.xlsx", remarks)]
    for kind, column in KINDS.items():
        own = sorted(_grouped(by_hand, column).items())
        found += [(f"{kind}/{_file_name(kind, *one)}", one[1]) for one in own]
    return found


def _file_name(kind: str, key: str, remarks: Sequence[Remark]) -> str:
    """The name of somebody's workbook; one that must be altered has a mark that keeps it apart."""
    label = key if kind == "乡镇" else f"{remarks[0]['helper']}-{key[:7]}"
    name = UNSAFE.sub("_", label).encode()[:MOST_NAME_BYTES].decode("utf-8", "ignore")
    mark = (
        "" if name == label else f"-{sha256(f'{label}-{key}'.encode()).hexdigest()[:MARK_DIGITS]}"
    )
    return f"{name}{mark}.xlsx"


def _grouped(remarks: Sequence[Remark], key: str) -> dict[str, list[Remark]]:
    groups: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark[key] is not None:
            groups.setdefault(str(remark[key]), []).append(remark)
    return groups


def _read(snapshot: Path) -> _Report:
    folder = snapshot / FOLDER
    rows = pq.read_table(folder / "rows.parquet").to_pylist()
    manifest = read_manifest(snapshot)
    lists = json.loads((folder / "lists.json").read_text("utf-8"))
    return _Report(
        remarks=pq.read_table(folder / "report.parquet").to_pylist(),
        cells={(row["source"], row["row"]): row["cells"] for row in rows},
        lists={
            one["source"]: _List(one["file"], one["sheet"], one["title"], tuple(one["headings"]))
            for one in lists
        },
        invented=manifest.invented,
        made=datetime.fromisoformat(manifest.known_at),
    )


def _write_workbook(path: Path, remarks: Sequence[Remark], report: _Report) -> None:
    small = len(remarks) < IN_MEMORY
    with xlsxwriter.Workbook(str(path), {"in_memory": small, "constant_memory": not small}) as book:
        book.set_properties({"created": report.made})
        bold = book.add_format({"bold": True})
        names: set[str] = set()
        for start in range(0, max(len(remarks), 1), MOST_ROWS):
            sheet = book.add_worksheet(_sheet_name(OVERVIEW_SHEET, names))
            _write_row(sheet, 0, list(OVERVIEW.values()), style=bold)
            for row, remark in enumerate(remarks[start : start + MOST_ROWS], 1):
                _write_row(sheet, row, _overview(remark))
        for (title, headings), rows in _by_list(remarks, report).items():
            sheet = book.add_worksheet(_sheet_name(title, names))
            head = f"{title}：请改正后原样交回" + (f"（{INVENTED}）" if report.invented else "")
            _write_row(sheet, 0, [head], style=bold)
            _write_row(sheet, 1, [*headings, REMEDY, *CORRECTION], style=bold)
            for row, cells in enumerate(rows[:MOST_ROWS], 2):
                _write_row(sheet, row, cells)


def _overview(remark: Remark) -> list[str]:
    rule = RULES[str(remark["rule"])]
    shown = {**remark, "rule": rule.zh, "severity": SEVERITIES[rule.severity]}
    return ["" if shown[name] is None else str(shown[name]) for name in OVERVIEW]


def _by_list(
    remarks: Sequence[Remark], report: _Report
) -> dict[tuple[str, tuple[str, ...]], list[list[str]]]:
    """The rows remarked upon, of every list with the same title and headings."""
    advice: dict[tuple[int, int], list[str]] = {}
    for remark in remarks:
        at = (int(str(remark["source"] or 0)), int(str(remark["row"] or 0)))
        if at in report.cells and RULES[str(remark["rule"])].severity != "altered":
            column = f"{remark['column']}：" if remark["column"] else ""
            advice.setdefault(at, []).append(f"{column}{remark['remedy']}")
    sheets: dict[tuple[str, tuple[str, ...]], list[list[str]]] = {}
    for (source, row), words in sorted(advice.items()):
        one = report.lists[source]
        cells = list(report.cells[source, row])
        where = [one.file, one.sheet, str(row), mark_of(cells)]
        line = [*cells, "；".join(dict.fromkeys(words)), *where]
        sheets.setdefault((_title(one), one.headings), []).append(line)
    return sheets


def _title(one: _List) -> str:
    """The list's title behind the sheet's own name, by which some lists are told apart.

    Where both do not fit into the name of a sheet, the sheet's own name alone.
    """
    both = f"{one.sheet} {one.title}"
    return one.title if one.sheet == "csv" else both if len(both) <= MOST_SHEET_NAME else one.sheet


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name for a sheet that no other has; of a longer one the end, which says what it lists."""
    bare = UNSAFE.sub("_", title)[:MOST_SHEET_NAME]
    endings: Iterator[str] = (f" {n}" if n else "" for n in range(1000))
    tries = (f"{bare[max(0, len(bare) + len(end) - MOST_SHEET_NAME) :]}{end}" for end in endings)
    name = next(name for name in tries if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _write_row(
    sheet: "xlsxwriter.worksheet.Worksheet",
    row: int,
    cells: Sequence[str],
    *,
    style: "xlsxwriter.format.Format | None" = None,
) -> None:
    for column, cell in enumerate(cells):
        if cell:
            sheet.write_string(row, column, cell, style)
