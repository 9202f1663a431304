"""What people get of a comparison: doubts, findings by township and office, a list for intake.

All of it names people; the folder has mode 0700.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wuxiang.linkage.deciding import REASONS, Candidate
from wuxiang.linkage.lists import Lists, Row
from wuxiang.linkage.model import level_names
from wuxiang.linkage.outcome import Compared, Found
from wuxiang.linkage.register import Person, Register
from wuxiang.linkage.reviewing import PERSON_MARK, ROW_MARK, VERDICT
from wuxiang.report.book import new_book
from wuxiang.schema import TABLES

QUEUE: Mapping[str, int] = {
    "名单": 24, "文件": 28, "行": 6, "原因": 24, "名单姓名": 12, "名单证件号码": 22,
    "名单其他内容": 50, "候选人": 12, "候选人证件号码": 22, "候选人住址": 24, "证据合计(比特)": 14,
    "证据": 60, VERDICT: 12, ROW_MARK: 24, PERSON_MARK: 24,
}  # fmt: skip
FINDINGS: Mapping[str, int] = {
    "性质": 8, "程度": 8, "名单": 24, "姓名": 12, "证件号码": 22, "乡镇": 14, "行政村": 16,
    "户主": 12, "事件日期": 12, "金额": 12, "依据": 16, "名单其他内容": 50,
}  # fmt: skip
INTAKE = (
    "比对编号", "比对名单", "比对事项", "结果性质", "严重程度", "姓名", "证件号码", "事件日期",
    "名单金额", "比对依据", "比对日期",
)  # fmt: skip
COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""
INTAKE_FILE = "比对结果名册.csv"
COMPARED_ZH = {
    "name": "姓名", "birth": "出生日期", "number": "证件号码", "sex": "性别", "place": "住址",
    "home": "户",
}  # fmt: skip
LEVELS_ZH = {
    "other": "不同", "same": "相同", "same_sound": "同音", "same_sound_at_home": "同户同音",
    "unreadable": "缺字相符", "other_order": "次序颠倒", "part_missing": "缺一部分",
    "like_sound": "近音", "like_sound_at_home": "同户近音", "one_other": "一字不同",
    "one_other_at_home": "同户一字不同", "surname_only": "仅同姓",
    "surname_only_at_home": "同户仅同姓", "same_at_home": "同户相同", "slip": "有笔误",
    "slip_at_home": "同户有笔误", "same_month_and_day": "月日相同", "same_month": "年月相同",
    "same_year": "同年", "nearly_same": "基本相同", "same_village": "同村",
    "same_township": "同乡镇", "same_household": "同户", "same_head": "户主同名",
}  # fmt: skip


def write_comparison(folder: Path, compared: Compared) -> None:
    """Write the report of a comparison into the new folder `folder`."""
    folder.mkdir(mode=0o700)
    found, made_on = compared.found, compared.recorded_on
    writer = _Writer(compared.lists, compared.register, made_on)
    doubts = [one for one in found if one.decided.outcome == "review"]
    with new_book(folder / "待核.xlsx", "比对待核", made_on) as book:
        book.sheet("待核", QUEUE, (line for one in doubts for line in writer.queue(one)))
    told = [one for one in found if one.home and one.meaning != "known"]
    for name, some in writer.by_township(told).items():
        _write_findings(folder / f"疑点预警_{name}.xlsx", some, writer)
    _write_findings(folder / "疑点预警_全县.xlsx", told, writer)
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(INTAKE)
    table.writerows(map(as_text, writer.for_intake(one)) for one in told)
    (folder / INTAKE_FILE).write_bytes(text.getvalue().encode("utf-8-sig"))


def _write_findings(path: Path, told: Sequence[Found], writer: "_Writer") -> None:
    """A workbook with a sheet per office."""
    by_office: dict[str, list[Found]] = defaultdict(list)
    for one in told:
        by_office[writer.lists.comparisons[one.row.comparison].office].append(one)
    with new_book(path, "比对疑点与预警", writer.made_on) as book:
        for office, some in sorted(by_office.items()):
            book.sheet(office, FINDINGS, (writer.finding(one) for one in some))
        if not told:
            book.sheet("无", FINDINGS, ())


@dataclass(frozen=True)
class _Writer:
    lists: Lists
    register: Register
    made_on: date

    def queue(self, one: Found) -> Iterator[list[object]]:
        """A line per candidate."""
        source = self.lists.sources[one.row.source]
        comparison = self.lists.comparisons[one.row.comparison]
        number = one.row.id_number or one.row.id_text
        for candidate in one.decided.candidates:
            person = self.register.people[candidate.person]
            yield [
                *(comparison.zh, source.file, one.row.row, REASONS[str(one.decided.reason)]),
                *(one.row.name, number, _cells(one.row), person.name, person.id_number),
                *(" ".join(self._where(person)), _total(candidate), _evidence(candidate), None),
                *(one.mark, candidate.person),
            ]

    def finding(self, one: Found) -> list[object]:
        """A line of a finding."""
        comparison = self.lists.comparisons[one.row.comparison]
        person = self.register.people[str(one.decided.person)]
        values = one.row.values
        return [
            *(_said("match_meaning", one.meaning), _said("match_severity", comparison.severity)),
            *(comparison.zh, person.name, person.id_number, *self._where(person), person.head),
            *(values["event_on"], values["amount"], _said("certainty", one.decided.outcome)),
            _cells(one.row),
        ]

    def for_intake(self, one: Found) -> list[object]:
        """A line of the list that intake takes in (layout list_match)."""
        comparison = self.lists.comparisons[one.row.comparison]
        person = self.register.people[str(one.decided.person)]
        values = one.row.values
        return [
            *(one.match_id, comparison.name, _said("kind", comparison.kind)),
            *(_said("match_meaning", one.meaning), _said("match_severity", comparison.severity)),
            *(person.name, person.id_number, values["event_on"], values["amount"]),
            *(_said("certainty", one.decided.outcome), one.recorded_on),
        ]

    def by_township(self, found: Sequence[Found]) -> dict[str, list[Found]]:
        """Findings by the name of the township."""
        parts: dict[str, list[Found]] = defaultdict(list)
        for one in found:
            parts[self._where(self.register.people[str(one.decided.person)])[0]].append(one)
        return dict(sorted(parts.items()))

    def _where(self, person: Person) -> tuple[str, str]:
        township = f"{person.township or ''}000"
        names = self.register.names
        return names.get(township, township), names.get(str(person.village), str(person.village))


def _said(column: str, value: str) -> str:
    codes = TABLES["list_match"].column(column).codes
    labels = {code.value: code.zh for code in codes.codes} if codes else {}
    return labels[value]


def as_text(cell: object) -> object:
    """A cell of the CSV file: what a spreadsheet would compute is wrapped, as intake unwraps it."""
    if isinstance(cell, str) and cell.startswith(COMPUTED):
        return '="' + cell.replace('"', '""') + '"'
    return cell


def _cells(row: Row) -> str:
    return "；".join(cell for cell in row.cells if cell.strip())


def _total(candidate: Candidate) -> str:
    return "" if candidate.weight is None else f"{candidate.weight:.1f}"


def _evidence(candidate: Candidate) -> str:
    """What each comparison gave: 姓名同音 +9.1；…"""
    return "；".join(
        f"{COMPARED_ZH[name]}{LEVELS_ZH[level_names(name)[level]]} {weight:+.1f}"
        for name, (weight, level) in candidate.parts.items()
        if level >= 0
    )
