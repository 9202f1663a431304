"""The gap list as a workbook: a sheet per office and township: who, what, how much, by when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from wuxiang.policy import Policy
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
SELECT t.office, coalesce(township.place, '全县') AS township, t.policy, t.kind, t.reason, t.failed,
  coalesce(village.place, '') AS village, coalesce(h.head, '') AS head,
  coalesce(p.person, '') AS person, coalesce(p.id_shown, '') AS id_shown, t.dated_on,
  CASE WHEN t.period <> t.subject AND t.period <> 'once' THEN t.period END AS period, t.amount,
  t.due_on, t.due_on_provisional, coalesce(helper.helper, '') AS helper,
  coalesce(helper.helper_unit, '') AS helper_unit, t.since, t.state, t.confirmed, t.task
FROM task AS t
LEFT JOIN named_person AS p ON p.person_id = t.person_id
LEFT JOIN named_head AS h ON h.household_id = t.household_id
LEFT JOIN named_place AS village ON village.area_code = t.village_code
LEFT JOIN named_place AS township ON township.area_code = t.township_code
LEFT JOIN named_helper AS helper ON helper.helper_id = t.helper_id
ORDER BY t.office, t.township_code NULLS FIRST, t.due_on, t.amount DESC NULLS LAST, t.task
"""
QUESTIONS = """
SELECT coalesce(township.place, '全县') AS township, q.missing, q.policies, q.at_stake,
  coalesce(village.place, '') AS village, coalesce(h.head, '') AS head,
  coalesce(p.person, '') AS person, coalesce(p.id_shown, '') AS id_shown, q.office,
  coalesce(helper.helper, '') AS helper, coalesce(helper.helper_unit, '') AS helper_unit
FROM question AS q
LEFT JOIN named_person AS p ON p.person_id = q.person_id
LEFT JOIN named_head AS h ON h.household_id = q.household_id
LEFT JOIN named_place AS village ON village.area_code = q.village_code
LEFT JOIN named_place AS township ON township.area_code = q.township_code
LEFT JOIN named_helper AS helper ON helper.helper_id = q.helper_id
ORDER BY q.township_code NULLS FIRST, q.at_stake DESC NULLS LAST, q.question
"""
TASK_HEADINGS = {
    "序号": 6, "政策": 24, "差距": 8, "行政村": 14, "户主": 10, "对象": 10, "证件号码": 22,
    "事项日期": 12, "所属期": 12, "金额(元)": 12, "办结期限": 12, "帮扶责任人": 12, "帮扶单位": 22,
    "首次发现": 12, "状态": 10, "说明": 44, "任务编号": 40,
}  # fmt: skip
QUESTION_HEADINGS = {
    "序号": 6, "缺少的信息": 26, "行政村": 14, "户主": 10, "对象": 10, "证件号码": 22,
    "涉及金额(元)": 14, "关系到的政策": 40, "问谁": 14, "帮扶单位": 22,
}  # fmt: skip
SHEET_NAME_LENGTH = 31
A4 = 9
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "·"))
Row = Mapping[str, object]
"""One row of TASKS or of QUESTIONS."""


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
        questions = engine.arrow(QUESTIONS).to_pylist()
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
        _kinds_of_questions(book, summary.questions)
        for number, (whose, rows) in enumerate(groupby(tasks, key=_whose), start=1):
            name = _sheet_name(f"{number}.{'·'.join(whose)}")
            _sheet(book, name, TASK_HEADINGS, rows=(_task(summary.pack, row) for row in rows))
        for township, rows in groupby(questions, key=lambda row: str(row["township"])):
            name = _sheet_name(f"待核实·{township}")
            _sheet(book, name, QUESTION_HEADINGS, rows=(_question(summary, row) for row in rows))
    return len(tasks)


def _sheet_name(wanted: str) -> str:
    return wanted.translate(NOT_IN_A_NAME)[:SHEET_NAME_LENGTH]


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


def _kinds_of_questions(book: _Book, questions: Iterable[Question]) -> None:
    headings = ("缺少的信息", "待核实(条)", "影响的认定(项)", "涉及金额(元)")
    sheet = _begun(book, "待核实", dict.fromkeys(headings, 18))
    for at, asked in enumerate(questions, start=1):
        cells = (asked.words, asked.questions, asked.decisions, asked.at_stake)
        _write_row(book, sheet, at, cells=cells)


def _sheet(
    book: _Book, name: str, widths: Mapping[str, int], *, rows: Iterable[Sequence[object]]
) -> None:
    sheet = _begun(book, name, widths)
    for at, cells in enumerate(rows, start=1):
        _write_row(book, sheet, at, cells=(at, *cells))


def _whose(task: Row) -> tuple[str, str]:
    return str(task["office"]), str(task["township"])


def _task(pack: Pack, task: Row) -> Sequence[object]:
    policy = pack.policies[str(task["policy"])]
    return (
        policy.title.zh, KINDS[str(task["kind"])], task["village"], task["head"], task["person"],
        task["id_shown"], task["dated_on"], task["period"], task["amount"], task["due_on"],
        task["helper"], task["helper_unit"], task["since"], STATES[str(task["state"])],
        "；".join(_notes(policy, task)), task["task"],
    )  # fmt: skip


def _notes(policy: Policy, task: Row) -> Iterator[str]:
    """What does not hold, in the words of the law, and what else must be known of a task."""
    failed = str(task["failed"] or "").split(",")
    lacking = [clause.law for clause in policy.holds if clause.name in failed]
    if lacking:
        yield "未做到：" + "、".join(lacking)
    if task["reason"]:
        yield REASONS[str(task["reason"])]
    if task["due_on_provisional"]:
        yield "期限按未公布的节假日暂计"
    if not policy.confirmed:
        yield "政策待确认，不得据此付款" if policy.amount else "政策待确认"


def _question(summary: Summary, question: Row) -> Sequence[object]:
    policies = [
        summary.pack.policies[name].title.zh for name in str(question["policies"]).split(",")
    ]
    missing = str(question["missing"])
    return (
        summary.words.get(missing, missing), question["village"], question["head"],
        question["person"], question["id_shown"], question["at_stake"], "、".join(policies),
        question["helper"] or question["office"], question["helper_unit"],
    )  # fmt: skip


def _begun(book: _Book, name: str, widths: Mapping[str, int]) -> Worksheet:
    """A new sheet with its headings, each with the width of its column."""
    sheet = book.book.add_worksheet(name)
    for column, (heading, width) in enumerate(widths.items()):
        sheet.write_string(0, column, heading, book.heading)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(widths) - 1)
    _for_print(sheet)
    return sheet


def _for_print(sheet: Worksheet) -> None:
    """A4 across, as wide as one page, its headings on each."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")


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
