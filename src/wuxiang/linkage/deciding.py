"""Who a list's row is: by sound ID number, else by the model; in doubt a person decides."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from wuxiang.linkage.comparison import Settings
from wuxiang.linkage.lists import Row
from wuxiang.linkage.model import COMPARED, pairs
from wuxiang.linkage.names import agree
from wuxiang.linkage.register import Register, listed_rows

Outcome = Literal[
    "id_number",
    "linked",
    "confirmed",
    "review",
    "dismissed",
    "stranger",
    "not_found",
    "nameless",
    "repeated",
]
"""`confirmed` and `dismissed` are what a person decided (see reviewing)."""
MOST_CANDIDATES = 5
REASONS: Mapping[str, str] = {
    "name_differs": "证件号码相同而姓名不同",
    "two_names": "名单中同一证件号码有两个姓名",
    "doubtful": "相符程度不足",
    "two_candidates": "有两个以上相近的人",
    "amount_missing": "缺少金额，不能判断是否达到标准",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody on the register who may be meant, with the evidence in bits; None by ID number."""

    person: str
    weight: float | None = None
    parts: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    """By comparison of the model: its part of the weight, and the number of its level."""


@dataclass(frozen=True)
class Decided:
    """What became of one row."""

    outcome: Outcome
    person: str | None = None
    reason: str | None = None
    """Why a person has to look (REASONS)."""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Thresholds:
    """In bits: from where on a match counts, from where on somebody looks, and by how much the
    best must lead."""

    match_from: float
    review_from: float
    lead: float

    @staticmethod
    def of(settings: Settings, day: date) -> "Thresholds":
        """As they stood on a day."""
        return Thresholds(
            *(settings.threshold(name, day) for name in ("match_from", "review_from", "lead"))
        )


def decide(rows: Sequence[Row], register: Register, thresholds: Thresholds) -> list[Decided]:
    """What became of each row, in order."""
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.id_number and row.name:
            names[row.id_number].add(row.name)
    torn = {number for number, several in names.items() if _differ(sorted(several))}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    decided: list[Decided | None] = []
    for row in rows:
        again = (row.comparison, row.cells) in seen
        seen.add((row.comparison, row.cells))
        decided.append(Decided("repeated") if again else _by_number(row, register, torn))
    open_rows = [(i, row) for i, row in enumerate(rows) if decided[i] is None]
    by_model = _by_model(open_rows, register, thresholds)
    return [one or by_model[i] for i, one in enumerate(decided)]


def _differ(names: Sequence[str]) -> bool:
    return any(not agree(names[0], other) for other in names[1:])


def _by_number(row: Row, register: Register, torn: set[str]) -> Decided | None:
    """By the ID number alone; None when the row has no sound one."""
    if row.id_number is None:
        return Decided("nameless") if row.name is None else None
    person = register.by_number.get(row.id_number)
    if person is None:
        return Decided("stranger")
    known = register.people[person].name
    if row.id_number in torn:
        return Decided("review", reason="two_names", candidates=(Candidate(person),))
    if row.name and known and not agree(row.name, known):
        return Decided("review", reason="name_differs", candidates=(Candidate(person),))
    return Decided("id_number", person)


def _by_model(
    open_rows: Sequence[tuple[int, Row]], register: Register, thresholds: Thresholds
) -> dict[int, Decided]:
    least = thresholds.review_from - thresholds.lead
    found = pairs(listed_rows(open_rows, register), register.table, least=least)
    candidates: dict[int, list[Candidate]] = defaultdict(list)
    for pair in found.to_pylist():
        parts = {name: (round(pair[f"w_{name}"], 3), pair[f"g_{name}"]) for name in COMPARED}
        one = Candidate(pair["person"], round(pair["weight"], 3), parts)
        candidates[int(pair["row"])].append(one)
    return {i: best_of(candidates[i], thresholds) for i, _ in open_rows}


def best_of(candidates: Sequence[Candidate], thresholds: Thresholds) -> Decided:
    """The best of several candidates, if he is good enough and leads by enough."""
    ranked = sorted(candidates, key=lambda one: (-(one.weight or 0), one.person))
    if not ranked or (ranked[0].weight or 0) < thresholds.review_from:
        return Decided("not_found")
    best, shown = ranked[0].weight or 0, tuple(ranked[:MOST_CANDIDATES])
    if best < thresholds.match_from:
        return Decided("review", reason="doubtful", candidates=shown)
    if len(ranked) > 1 and best - (ranked[1].weight or 0) < thresholds.lead:
        return Decided("review", reason="two_candidates", candidates=shown)
    return Decided("linked", ranked[0].person, candidates=shown[:1])
