"""The gap list as a workbook: a sheet per office and township: who, what, how much, by when."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from wuxiang.folder import refuse_existing
from wuxiang.pack import Pack
from wuxiang.policy import Policy
from wuxiang.report.book import new_book
from wuxiang.report.flaws import FLAWS, write_township_sheets
from wuxiang.report.names import open_named_run
from wuxiang.report.summary import FiveColumns, Summary, summarise
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
    "budget": "当年资金总额已用完（或只够一部分）",
    "stacked": "同一事件由其他政策支付",
    "excluded": "不可同时享受",
    "once": "一个周期只享受一次",
    "unmatched": "发放记录对不上人、事项或所属期",
    "unread": "发放记录的金额或状态看不清",
    "not_come": "发放结果尚未报来",
    "waits": "同一事件的另一项待核实",
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
    "序号": 5, "政策": 20, "差距": 8, "行政村": 12, "户主": 9, "对象": 9, "证件号码": 20,
    "事项日期": 11, "所属期": 11, "金额(元)": 12, "办结期限": 11, "帮扶责任人": 11, "帮扶单位": 18,
    "首次发现": 12, "状态": 8, "说明": 36, "任务编号": 12,
}  # fmt: skip
QUESTION_HEADINGS = {
    "序号": 6, "缺少的信息": 26, "行政村": 14, "户主": 10, "对象": 10, "证件号码": 22,
    "涉及金额(元)": 14, "关系到的政策": 40, "问谁": 14, "帮扶单位": 22,
}  # fmt: skip
FIVE_HEADINGS = {
    "政策": 30, "应享(人次)": 12, "应享(元)": 14, "已享": 10, "已享(元)": 14, "未享": 10,
    "未享(元)": 14, "重享": 10, "重享(元)": 14, "不应享": 10, "不应享(元)": 14, "待核": 10,
    "政策依据": 26,
}  # fmt: skip
KIND_HEADINGS = {"缺少的信息": 34, "待核实(条)": 14, "影响的认定(项)": 16, "涉及金额(元)": 16}
Row = Mapping[str, object]
"""One row of TASKS or of QUESTIONS."""


def write_gaps(run: Path, out: Path, keys: Keys) -> int:
    """Write the run's tasks as the workbook `out`, names included; the number of tasks.

    Sheet 总览 has 应享 已享 未享 重享 不应享 by policy, 待核实 the kinds of questions; then comes a
    sheet per office and township, one of questions per township, and one of flaws in the data
    per township. Raises UserError if `out` exists, or the keys do not fit.
    """
    refuse_existing(out)
    summary = summarise(run)
    with open_named_run(run, keys) as engine:
        tasks = engine.arrow(TASKS).to_pylist()
        questions = engine.arrow(QUESTIONS).to_pylist()
        flaws = engine.arrow(FLAWS).to_pylist()
    with new_book(out, "差距清单", summary.record.day) as book:
        book.sheet("总览", FIVE_HEADINGS, [_five_cells(five) for five in summary.payments])
        kinds = [(q.words, q.questions, q.decisions, q.at_stake) for q in summary.questions]
        book.sheet("待核实", KIND_HEADINGS, kinds)
        for number, (whose, rows) in enumerate(groupby(tasks, key=_whose), start=1):
            cells = [(at, *_task(summary.pack, row)) for at, row in enumerate(rows, start=1)]
            book.sheet(f"{number}.{'·'.join(whose)}", TASK_HEADINGS, cells)
        for township, rows in groupby(questions, key=lambda row: str(row["township"])):
            cells = [(at, *_question(summary, row)) for at, row in enumerate(rows, start=1)]
            book.sheet(f"待核实·{township}", QUESTION_HEADINGS, cells)
        write_township_sheets(book, summary.pack, flaws)
    return len(tasks)


def _five_cells(five: FiveColumns) -> Sequence[object]:
    return (
        five.policy.title.zh, five.due, five.due_yuan, five.received, five.received_yuan,
        five.missing, five.missing_yuan, five.double, five.double_yuan, five.undue,
        five.undue_yuan, five.unknown, "" if five.policy.confirmed else "待确认，不得据此付款",
    )  # fmt: skip


def _whose(task: Row) -> tuple[str, str]:
    return str(task["office"]), str(task["township"])


def _task(pack: Pack, task: Row) -> Sequence[object]:
    policy = pack.policies.get(str(task["policy"]))
    title = policy.title.zh if policy else task["policy"]
    return (
        title, KINDS[str(task["kind"])], task["village"], task["head"], task["person"],
        task["id_shown"], task["dated_on"], task["period"], task["amount"], task["due_on"],
        task["helper"], task["helper_unit"], task["since"], STATES[str(task["state"])],
        "；".join(_notes(policy, task)), task["task"],
    )  # fmt: skip


def _notes(policy: Policy | None, task: Row) -> Iterator[str]:
    """What does not hold, in the words of the law, and what else must be known of a task."""
    if policy is None:
        yield "政策包里已没有这项政策"
        return
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
