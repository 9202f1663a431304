"""Who is due what and what has arrived, by name: a sheet per policy, 应享 已享 未享 重享 不应享."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from wuxiang.folder import refuse_existing
from wuxiang.report.book import new_book
from wuxiang.report.gaps import REASONS
from wuxiang.report.names import open_named_run
from wuxiang.report.summary import summarise
from wuxiang.sealing import Keys

CLASSES: Mapping[str, str] = {
    "received": "已享",
    "missing": "未享",
    "double": "重享",
    "undue": "不应享",
    "unknown": "待核",
    "none": "不再应享",
}
ENTITLEMENTS = """
SELECT e.policy, e.class, coalesce(township.place, '') AS township,
  coalesce(village.place, '') AS village, coalesce(h.head, '') AS head,
  coalesce(p.person, '') AS person, coalesce(p.id_shown, '') AS id_shown, e.dated_on,
  CASE WHEN e.period <> e.subject AND e.period <> 'once' THEN e.period END AS period,
  e.due, e.delivered, e.lacking, e.excess, e.reason, e.payable
FROM entitlement AS e
LEFT JOIN named_person AS p ON p.person_id = e.payee
LEFT JOIN named_head AS h ON h.household_id = e.household_id
LEFT JOIN named_place AS village ON village.area_code = e.village_code
LEFT JOIN named_place AS township
  ON township.area_code = substring(e.village_code, 1, 9) || '000'
ORDER BY e.policy, e.village_code, e.household_id, e.subject
"""
HEADINGS = {
    "序号": 8, "结果": 10, "乡镇": 12, "行政村": 14, "户主": 10, "享受人": 10, "证件号码": 22,
    "事项日期": 12, "所属期": 12, "应享(元)": 12, "已享(元)": 12, "未享(元)": 12, "多享(元)": 12,
    "可否付款": 10, "说明": 30,
}  # fmt: skip


def write_entitlements(run: Path, out: Path, keys: Keys) -> int:
    """Write every entitlement of the run as the workbook `out`, names included; their number.

    Money is in yuan; an amount that is not known is left empty. Raises UserError if `out` exists,
    or the keys do not fit.
    """
    refuse_existing(out)
    summary = summarise(run)
    with open_named_run(run, keys) as engine:
        entitlements = engine.arrow(ENTITLEMENTS).to_pylist()
    with new_book(out, "应享已享名册", summary.record.day) as book:
        for policy, rows in groupby(entitlements, key=lambda row: str(row["policy"])):
            cells = [(at, *_cells(row)) for at, row in enumerate(rows, start=1)]
            book.sheet(summary.pack.policies[policy].title.zh, HEADINGS, cells)
    return len(entitlements)


def _cells(row: Mapping[str, object]) -> tuple[object, ...]:
    return (
        CLASSES[str(row["class"])], row["township"], row["village"], row["head"], row["person"],
        row["id_shown"], row["dated_on"], row["period"], row["due"], row["delivered"],
        row["lacking"], row["excess"], "可付" if row["payable"] else "不可付",
        REASONS[str(row["reason"])] if row["reason"] else "",
    )  # fmt: skip
