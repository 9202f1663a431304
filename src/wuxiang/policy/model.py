"""What a policy file says, as plain values: nothing here computes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from sqlglot import exp

from wuxiang.errors import Place
from wuxiang.schema import Language

Decides = Literal["amount", "status", "holds"]
Given = bool | Decimal | str | None
AS_OF = "as_of"
PERIODS = ("year", "month", "once", "event")


@dataclass(frozen=True)
class Source:
    """The table or fact that a policy decides on, one decision per row.

    `key` is its unique key, `columns` maps each name to the engine's type text (`VARCHAR`,
    `DECIMAL(18,2)`), `codes` the allowed texts of a coded column, `labels` its Chinese heading.
    """

    name: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    codes: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Words:
    """The same words in Chinese and English."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Document:
    """Where the rule is published and who confirmed our reading; nobody yet is 待确认."""

    document: str
    article: str | None = None
    paper: str | None = None
    confirmed_by: str | None = None


@dataclass(frozen=True)
class Responsible:
    """Who leads and which office carries it out."""

    lead: str
    office: str


@dataclass(frozen=True)
class Read:
    """A name that a formula reads, and where in its text: from `start` up to but without `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Formula:
    """A scalar expression: its text, where it stands, what it reads, its guarded syntax tree."""

    text: str
    place: Place
    reads: tuple[Read, ...]
    tree: exp.Expression = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, parameters and steps that it reads, each once, as they first stand."""
        return tuple(dict.fromkeys(read.name for read in self.reads))


@dataclass(frozen=True)
class Clause:
    """One condition in the words of the law, and the test that decides it."""

    name: str
    law: str
    test: Formula
    place: Place


@dataclass(frozen=True)
class Step:
    """One step of an amount in the words of the law, and the value that it takes."""

    name: str
    law: str
    value: Formula
    unit: str | None
    place: Place


@dataclass(frozen=True)
class Parameter:
    """A dated value: `values` runs from the earliest day on; None is "nobody has told us yet"."""

    name: str
    unit: str
    values: tuple[tuple[date, Decimal | str | None], ...]
    place: Place
    law: str | None = None
    source: str | None = None
    confirmed_by: str | None = None

    def on(self, day: date) -> Decimal | str | None:
        """Its value on `day`; None before the first, or where nobody has told us yet."""
        told = [value for start, value in self.values if start <= day]
        return told[-1] if told else None

    @property
    def is_code(self) -> bool:
        """Whether its values are codes (text) rather than numbers."""
        return self.unit == "code"


@dataclass(frozen=True)
class InForce:
    """The days on which the policy holds: from the first, up to but without `to`."""

    start: date
    to: date | None = None


@dataclass(frozen=True)
class Cap:
    """No `per` gets more than the parameter `amount` in a `period`."""

    per: str
    period: str
    amount: str
    law: str
    place: Place


@dataclass(frozen=True)
class Stacking:
    """Policies of one `group` share out the same event, which the column `event` names."""

    group: str
    event: str
    place: Place


@dataclass(frozen=True)
class Matches:
    """Which payments count as delivery: their programme codes, and by period or by event."""

    programmes: tuple[str, ...]
    by: Literal["period", "event"]


@dataclass(frozen=True)
class Example:
    """A row and what the policy must say of it, as written; `places`: where each key stands."""

    name: str
    given: Mapping[str, str | None]
    expect: Mapping[str, str | None]
    place: Place
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Policy:
    """One rule: for whom, and either an amount due, a status, or a standard that must hold."""

    name: str
    commitment: str
    title: Words
    source: Document
    responsible: Responsible
    for_each: str
    dated_by: str
    in_force: InForce
    parameters: tuple[Parameter, ...]
    eligible: tuple[Clause, ...]
    place: Place
    amount: tuple[Step, ...] = ()
    status: str | None = None
    holds: tuple[Clause, ...] = ()
    paid_to: str = "person_id"
    each: str = "event"
    cap: Cap | None = None
    budget: str | None = None
    excludes: tuple[str, ...] = ()
    stacking: Stacking | None = None
    matches: Matches = Matches((), "event")
    due_within: int | None = None
    at_stake: Formula | None = None
    notes: str | None = None
    examples: tuple[Example, ...] = ()
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def confirmed(self) -> bool:
        """Whether somebody confirmed our reading; without it (待确认) nothing is paid."""
        return bool(self.source.confirmed_by)

    @property
    def decides(self) -> Decides:
        """Which one of the three things the policy decides."""
        if self.amount:
            return "amount"
        return "holds" if self.holds else "status"

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in file order: who is eligible, then what must hold."""
        return self.eligible + self.holds

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, parameters and steps that its formulas read, each once, in file order."""
        formulas = [clause.test for clause in self.eligible]
        formulas += [step.value for step in self.amount]
        formulas += [clause.test for clause in self.holds]
        formulas += [self.at_stake] if self.at_stake else []
        return tuple(dict.fromkeys(name for formula in formulas for name in formula.names))

    @property
    def pays_for(self) -> tuple[str, ...]:
        """The programmes whose payments are this policy's; none if it pays nothing."""
        return (self.matches.programmes or (self.name,)) if self.amount else ()

    def place_of(self, key: str) -> Place:
        """Where the top-level `key` of the file stands."""
        return self.places.get(key, self.place)
