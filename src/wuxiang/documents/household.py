"""What the records of a run say of one household, in words for paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from wuxiang.ask import Delivered, OpenRun
from wuxiang.documents.template import Template
from wuxiang.engine import DuckEngine, quoted
from wuxiang.policy.explain import Explanation
from wuxiang.record import SNAPSHOT
from wuxiang.report.entitlements import CLASSES
from wuxiang.report.gaps import REASONS
from wuxiang.report.names import open_named_run
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import read_manifest

STANDING = {True: "达标", False: "未达标", None: "待核实"}
SAID = {True: "是", False: "否"}

Sheet = Mapping[str, object]
"""What a template sees of one household: texts, None where nobody knows, lists and mappings."""

FAMILY = """
SELECT head, township.place AS township, village.place AS village, natural_village.place AS natural
FROM household AS h
LEFT JOIN named_head USING (household_id)
LEFT JOIN named_place AS village ON village.area_code = h.village_code
LEFT JOIN named_place AS township
  ON township.area_code = substring(h.village_code, 1, 9) || '000'
LEFT JOIN named_place AS natural_village ON natural_village.area_code = h.natural_village_code
"""
HELPER = """
SELECT helper AS name, helper_unit AS unit, helper_phone AS phone
FROM helper_of AS h JOIN named_helper USING (helper_id)
"""
PEOPLE = """
SELECT h.*, named.person AS name, named.id_shown
FROM {table} AS h LEFT JOIN named_person AS named ON named.person_id = h.person_id
"""
OF_PEOPLE = "h.person_id IN (SELECT person_id FROM person WHERE household_id = {household})"


@dataclass(frozen=True)
class Paper:
    """A filled paper: its template, the county's name, the day it speaks of, one sheet a family."""

    template: Template
    county: str
    as_of: date
    invented: bool
    sheets: tuple[Sheet, ...]


class Papers:
    """A run held open, with its names, from which papers are filled."""

    def __init__(self, opened: OpenRun, engine: DuckEngine) -> None:
        self._opened = opened
        self._engine = engine
        self._shown: set[str] = set()

    def fill(self, template: Template, households: Iterable[str]) -> Paper:
        """`template` filled for each of the households (keys of the run), in their order.

        Raises UserError when the run has no such household.
        """
        return Paper(
            template=template,
            county=self._opened.pack.county.name.zh,
            as_of=self._opened.record.day,
            invented=read_manifest(self._opened.folder / SNAPSHOT).invented,
            sheets=tuple(self._sheet(template, household) for household in households),
        )

    def _sheet(self, template: Template, household: str) -> Sheet:
        explained = self._opened.explain(household)
        own = f"h.household_id = {quoted(household)}"
        return {
            "family": self._rows(f"{FAMILY} WHERE {own}")[0],
            "helpers": self._rows(f"{HELPER} WHERE {own}"),
            "tables": {name: self._table(name, household) for name in template.reads},
            "due": [self._due(one) for one in self._opened.entitlements(household)],
            "standards": _standards(explained),
        }

    def _due(self, one: Delivered) -> Sheet:
        payee = self._rows(
            f"SELECT person FROM named_person WHERE person_id = {quoted(one.payee or '')}"
        )
        return {
            "title": self._opened.pack.policies[one.policy].title.zh,
            "person": payee[0]["person"] if payee else None,
            "due": _said(one.due),
            "delivered": _said(one.delivered),
            "class": CLASSES[one.kind],
            "reason": REASONS.get(one.reason),
        }

    def _table(self, name: str, household: str) -> list[dict[str, object]]:
        """The household's rows of a table or fact, by key; codes in Chinese, people by name."""
        shown = self._show(name)
        columns = self._engine.columns(shown)
        if "household_id" in columns:
            own = f"h.household_id = {quoted(household)}"
        else:
            own = OF_PEOPLE.format(household=quoted(household))
        people = "person_id" in columns
        select = PEOPLE.format(table=shown) if people else f"SELECT * FROM {shown} AS h"
        return self._rows(f"{select} WHERE {own} ORDER BY ALL", say=_words_of(name))

    def _show(self, name: str) -> str:
        """Make the table or fact readable under a name of our own, once."""
        shown = f"shown_{name}"
        if shown not in self._shown:
            folder = self._opened.folder
            if name in TABLES:
                self._engine.keep(shown, f"SELECT * FROM {name}")
            else:
                self._engine.open_table(shown, folder / "facts" / f"{name}.parquet")
            self._shown.add(shown)
        return shown

    def _rows(
        self, select: str, say: Callable[[str, object], str | None] = lambda _, value: _said(value)
    ) -> list[dict[str, object]]:
        self._engine.define("asked", select)
        columns = list(self._engine.columns("asked"))
        return [
            {column: say(column, cell) for column, cell in zip(columns, row, strict=True)}
            for row in self._engine.rows("SELECT * FROM asked")
        ]


@contextmanager
def open_papers(run: Path, keys: Keys) -> Iterator[Papers]:
    """The run in `run` held open for papers; UserError if it is none or the keys are others."""
    with OpenRun(run) as opened, open_named_run(run, keys) as engine:
        yield Papers(opened, engine)


def _standards(explained: Iterable[Explanation]) -> list[Sheet]:
    """Each standard once: unmet if any row of the family is, else not known if any row is."""
    found: dict[str, list[Explanation]] = {}
    for one in explained:
        if one.policy.holds and one.answer is not False:
            found.setdefault(one.policy.title.zh, []).append(one)
    return [
        {"title": title, "answer": STANDING[_worst(rows)], "failed": _failed(rows)}
        for title, rows in found.items()
    ]


def _worst(rows: Iterable[Explanation]) -> bool | None:
    answers = [one.outcome for one in rows]
    if False in answers:
        return False
    return True if all(answer is True for answer in answers) else None


def _failed(rows: Iterable[Explanation]) -> list[str]:
    laws = (law.law for one in rows for law in one.standards if law.answer is False)
    return list(dict.fromkeys(laws))


def _words_of(name: str) -> Callable[[str, object], str | None]:
    """How the cells of a table are said: a code by its Chinese label."""
    columns = TABLES[name].columns if name in TABLES else ()
    labels = {
        column.name: {code.value: code.zh for code in column.codes.codes}
        for column in columns
        if column.codes is not None
    }

    def say(column: str, cell: object) -> str | None:
        return labels.get(column, {}).get(str(cell)) or _said(cell)

    return say


def _said(cell: object) -> str | None:
    """A cell in words; None where nobody knows."""
    match cell:
        case None | "":
            return None
        case bool():
            return SAID[cell]
        case date():
            return f"{cell.year}年{cell.month}月{cell.day}日"
        case Decimal():
            return f"{cell:,.2f}".removesuffix(".00")
    return str(cell)
