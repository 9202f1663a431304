"""The gap list as a workbook: a sheet per office and township: who, what, how much, by when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wuxiang.folder import refuse_existing
from wuxiang.pack import Pack
from wuxiang.report.names import open_named_run
from wuxiang.report.summary import FiveColumns, Question, Summary, summarise
from wuxiang.sealing import Keys

KINDS: Mapping[str, str] = {
    "missing": "未享",
    "double": "重享",
    "undue": "不应享",
    "breach": "未达标",
}
STATES: Mapping[str, str] = {
    "open": "待办",
    "not_known": "情况不明",
    "closure_proposed": "建议销号",
}
REASONS: Mapping[str, str] = {
    "capped": "已按上限计算",
    "stacked": "同一事件由其他政策支付",
    "excluded": "不可同时享受",
    "once": "一个周期只享受一次",
    "unmatched": "发放记录对不上人或所属期",
}
TASKS = """
SELECT t.office, coalesce(township.place, '未知乡镇') AS township, t.policy, t.kind, t.reason,
  coalesce(village.place, '') AS village, coalesce(h.head, '') AS head,
  coalesce(p.person, '') AS person, coalesce(p.id_shown, '') AS id_shown, t.period, t.amount,
  t.due_on, t.due_on_provisional, coalesce(helper.helper, '') AS helper,
  coalesce(helper.helper_unit, '') AS helper_unit, t.since, t.state, t.confirmed, t.task
FROM task AS t
LEFT JOIN named_person AS p ON p.person_id = t.person_id
LEFT JOIN named_head AS h ON h.household_id = t.household_id
LEFT JOIN named_place AS village ON village.area_code = t.village_code
LEFT JOIN named_place AS township ON township.area_code = t.township_code
LEFT JOIN named_helper AS helper ON helper.helper_id = t.helper_id
ORDER BY t.office, t.township_code, t.due_on, t.amount DESC NULLS LAST, t.task
"""
HEADINGS = (
    "序号", "政策", "差距", "行政村", "户主", "对象", "证件号码", "所属期", "金额(元)", "办结期限",
    "帮扶责任人", "帮扶单位", "首次发现", "状态", "说明", "任务编号",
)  # fmt: skip
WIDTHS = (6, 24, 8, 14, 10, 10, 22, 14, 12, 12, 12, 18, 12, 10, 30, 40)
Task = Mapping[str, object]
"""One row of TASKS."""
SHEET_NAME_LENGTH = 31
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))


@dataclass(frozen=True)
class _Book:
    """The workbook being written, with its few formats."""

    book: xlsxwriter.Workbook
    heading: Format
    money: Format
    day: Format


def write_gaps(run: Path, out: Path, keys: Keys) -> int:
    """Write the run's tasks as the workbook `out`, names included; the number of tasks.

    Sheet 总览 has 应享 已享 未享 重享 不应享 by policy, 待核实 the kinds of questions; then comes a
    sheet per office and township. Raises UserError if `out` exists, or the keys do not fit.
    """
    refuse_existing(out)
    summary = summarise(run)
    with open_named_run(run, keys) as engine:
        tasks = engine.arrow(TASKS).to_pylist()
    made_on = datetime.combine(summary.record.day, time())
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as plain:
        plain.set_properties({"title": "差距清单", "created": made_on})
        book = _Book(
            book=plain,
            heading=plain.add_format({"bold": True, "bg_color": "#DDE6ED", "border": 1}),
            money=plain.add_format({"num_format": "#,##0.00"}),
            day=plain.add_format({"num_format": "yyyy-mm-dd"}),
        )
        _overview(book, summary)
        _questions(book, summary.questions)
        for number, (whose, rows) in enumerate(groupby(tasks, key=_whose), start=1):
            _sheet(book, _sheet_name(number, *whose), pack=summary.pack, tasks=rows)
    return len(tasks)


def _sheet_name(number: int, office: str, township: str) -> str:
    name = f"{number}.{office}·{township}".translate(NOT_IN_A_NAME)
    return name[:SHEET_NAME_LENGTH]


def _overview(book: _Book, summary: Summary) -> None:
    headings = (
        "政策", "应享(人次)", "应享(元)", "已享", "已享(元)", "未享", "未享(元)",
        "重享", "重享(元)", "不应享", "不应享(元)", "待核", "政策依据",
    )  # fmt: skip
    sheet = _begun(book, "总览", dict.fromkeys(headings, 14) | {"政策": 30, "政策依据": 30})
    for at, five in enumerate(summary.payments, start=1):
        _write_row(book, sheet, at, cells=_five_cells(five))


def _five_cells(five: FiveColumns) -> Sequence[object]:
    return (
        five.policy.title.zh, five.due, five.due_yuan, five.received, five.received_yuan,
        five.missing, five.missing_yuan, five.double, five.double_yuan, five.undue,
        five.undue_yuan, five.unknown, "" if five.policy.confirmed else "待确认，不得据此付款",
    )  # fmt: skip


def _questions(book: _Book, questions: Iterable[Question]) -> None:
    headings = ("缺少的信息", "待核实(条)", "影响的认定(项)", "涉及金额(元)")
    sheet = _begun(book, "待核实", dict.fromkeys(headings, 18))
    for at, asked in enumerate(questions, start=1):
        cells = (asked.missing, asked.questions, asked.decisions, asked.at_stake)
        _write_row(book, sheet, at, cells=cells)


def _sheet(book: _Book, name: str, *, pack: Pack, tasks: Iterable[Task]) -> None:
    sheet = _begun(book, name, dict(zip(HEADINGS, WIDTHS, strict=True)))
    for at, task in enumerate(tasks, start=1):
        _write_row(book, sheet, at, cells=(at, *_task_cells(pack, task)))


def _whose(task: Task) -> tuple[str, str]:
    return str(task["office"]), str(task["township"])


def _task_cells(pack: Pack, task: Task) -> Sequence[object]:
    notes = [REASONS.get(str(task["reason"]), "")] if task["reason"] else []
    notes += ["期限按未公布的节假日暂计"] if task["due_on_provisional"] else []
    notes += [] if task["confirmed"] else ["政策待确认，不得据此付款"]
    return (
        pack.policies[str(task["policy"])].title.zh, KINDS[str(task["kind"])], task["village"],
        task["head"], task["person"], task["id_shown"], task["period"], task["amount"],
        task["due_on"], task["helper"], task["helper_unit"], task["since"],
        STATES[str(task["state"])], "；".join(notes), task["task"],
    )  # fmt: skip


def _begun(book: _Book, name: str, widths: Mapping[str, int]) -> Worksheet:
    """A new sheet with its headings, each with the width of its column."""
    sheet = book.book.add_worksheet(name)
    for column, (heading, width) in enumerate(widths.items()):
        sheet.write_string(0, column, heading, book.heading)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_row(book: _Book, sheet: Worksheet, at: int, *, cells: Sequence[object]) -> None:
    """Text is written as text, whatever it begins with: no cell ever becomes a formula."""
    for column, cell in enumerate(cells):
        match cell:
            case None | "":
                continue
            case date():
                sheet.write_datetime(at, column, datetime.combine(cell, time()), book.day)
            case Decimal():
                sheet.write_number(at, column, float(cell), book.money)
            case int():
                sheet.write_number(at, column, cell)
            case _:
                sheet.write_string(at, column, str(cell))
