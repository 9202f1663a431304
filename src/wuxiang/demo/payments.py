"""What was paid: correct payments, missing ones, too little, twice, undue, and returned ones.

The amounts follow the article (10 policies), so that what the pack finds due meets them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, numbered, shaped, yuan
from wuxiang.demo.at_risk import watched_since
from wuxiang.demo.chance import sample, scaled, some
from wuxiang.demo.families import AS_OF
from wuxiang.demo.population import MONITORED, SENIOR, UNIVERSITY, VOCATIONAL
from wuxiang.demo.schooling import FEE_A_TERM, TERM_STARTS, TERMS, Pupils
from wuxiang.demo.support import DIBAO_A_MONTH, TEKUN_A_MONTH
from wuxiang.demo.world import NEVER, World

BOARDING, EDUCATION, STAY, MEDICAL, DISABILITY, ACCIDENT, CLAIM, DIBAO, TEKUN = (
    *("boarding_fee", "education_aid", "hospital_stay_allowance", "medical_cost_aid"),
    *("disability_supplement", "accident_relief", "relief_claim", "dibao", "tekun"),
)
"""The programmes, by the names of their policies in the pack."""
PERIODS = (
    *("2018", "2019", *TERMS),
    *("2018-11", "2018-12", "2019-01", "2019-02", "2019-03", "2019-04"),
)
FIRST_MONTH = 4
MONTHS = 6
MONTH_DAYS = (
    *(day(f"2018-{m}-15") for m in (11, 12)),
    *(day(f"2019-0{m}-15") for m in range(1, 5)),
)
NOWHERE = -1
BOTH_SHARE = 0.06
"""Stays for which allowance and aid were both paid, though only one may be until it is settled."""
MISSING_SHARE, LITTLE_SHARE, DOUBLE_SHARE, RETURNED_SHARE = 0.022, 0.006, 0.005, 0.010
UNDUE = {EDUCATION: 9, STAY: 12, MEDICAL: 5, DISABILITY: 16}
EDUCATION_AID = {SENIOR: 2_000, UNIVERSITY: 3_000}
DISABLED_A_YEAR = 600
ACCIDENT_CEILING = 104_000


@dataclass(frozen=True)
class Due:
    """Payments of one programme that ought to be: columns of equal length, days since 1970."""

    programme: str
    who: Ints
    amount: Ints
    paid_on: Ints
    period: Ints
    """Position in PERIODS, or NOWHERE."""
    event: pa.Array


def benefit_paid_table(world: World, pupils: Pupils, *, tables: dict[str, pa.Table]) -> pa.Table:
    """Payments up to 2019-04-30; `tables` has stays, cards, accidents, claims, persons."""
    chance = world.chance("payments")
    dues = [
        _boarding(world, pupils),
        _education(world, pupils),
        *_stays(world, tables["hospital_stay"]),
        _cards(world, tables["disability"]),
        _accidents(tables["accident"]),
        _claims(tables["claim"]),
        *_civil(world, tables["person"]),
    ]
    made = [_as_paid(chance, due) for due in dues] + [
        _undue(chance, world, due=due) for due in dues
    ]
    return _table(world, made)


def _boarding(world: World, pupils: Pupils) -> Due:
    stage = world.people.stage[pupils.who]
    boards = pupils.boards & (stage < SENIOR)
    who = np.tile(pupils.who[boards], 2)
    fee = np.array([FEE_A_TERM.get(number, 0) for number in range(UNIVERSITY + 1)])
    term = np.repeat([0, 1], int(boards.sum()))
    paid = np.array(TERM_STARTS)[term] + 35
    return Due(BOARDING, who, fee[world.people.stage[who]], paid, term + 2, _none(len(who)))


def _education(world: World, pupils: Pupils) -> Due:
    stage = world.people.stage[pupils.who]
    kept = world.entitled[pupils.who] & np.isin(stage, list(EDUCATION_AID))
    who = pupils.who[kept]
    amount = np.where(world.people.stage[who] == UNIVERSITY, 3_000, 2_000)
    paid = np.full(len(who), day("2018-12-10"))
    return Due(EDUCATION, who, amount, paid, np.zeros(len(who), np.int64), _none(len(who)))


def _stays(world: World, stays: pa.Table) -> list[Due]:
    who = positions(stays["person_id"])
    end = stays["discharged_on"].combine_chunks().cast(pa.int32()).to_numpy()
    days = stays["days"].to_numpy()
    grade = pc.equal(stays["hospital_grade"], "2A").to_numpy()
    kept = had_policies(world, who, when=end) & (end + 45 <= AS_OF)
    found = []
    grave = kept & (days > 15) & grade
    both = some(world.chance("paid both"), len(days), share=BOTH_SHARE)
    for programme, rows, amount in (
        (STAY, kept & (days > 10) & (~grave | both), np.minimum(500, 50 * (days - 10))),
        (MEDICAL, grave, np.full(len(days), 4_000)),
    ):
        at = np.flatnonzero(rows)
        event = stays["stay_id"].combine_chunks().take(pa.array(at))
        year = np.where(end[at] < day("2019-01-01"), 0, 1)
        found.append(Due(programme, who[at], amount[at], end[at] + 40, year, event))
    return found


def _cards(world: World, cards: pa.Table) -> Due:
    who = positions(cards["person_id"])
    since = cards["certified_on"].combine_chunks().cast(pa.int32()).to_numpy()
    who = who[(since < day("2018-12-01")) & (world.people.left[who] > day("2018-12-31"))]
    amount = np.full(len(who), DISABLED_A_YEAR)
    paid = np.full(len(who), day("2018-12-20"))
    return Due(DISABILITY, who, amount, paid, np.zeros(len(who), np.int64), _none(len(who)))


def _accidents(accidents: pa.Table) -> Due:
    grave = accidents.filter(accidents["causes_relapse"].fill_null(False))
    who = positions(grave["person_id"])
    loss = pc.subtract(grave["loss"], grave["compensated"]).cast(pa.float64()).to_numpy()
    when = grave["assessed_on"].combine_chunks().cast(pa.int32()).to_numpy() + 30
    amount = np.minimum(ACCIDENT_CEILING, loss).astype(np.int64)
    early = np.flatnonzero(when <= AS_OF)
    event = grave["accident_id"].combine_chunks().take(pa.array(early))
    year = np.where(when[early] < day("2019-01-30"), 0, 1)
    return Due(ACCIDENT, who[early], amount[early], when[early], year, event)


def _claims(claims: pa.Table) -> Due:
    """What the insurer granted, but for accidents, which the county's own relief pays."""
    decided = claims["decided_on"].combine_chunks().cast(pa.int32()).fill_null(NEVER).to_numpy()
    own = np.asarray(claims["event_id"].is_null(), np.bool_)
    at = np.flatnonzero(own & (decided + 15 <= AS_OF))
    rows = pa.array(at)
    amount = claims["granted"].combine_chunks().take(rows).cast(pa.float64()).to_numpy()
    event = claims["claim_id"].combine_chunks().take(rows)
    who = positions(claims["person_id"])[at]
    year = np.where(decided[at] < day("2019-01-01"), 0, 1)
    return Due(CLAIM, who, amount.astype(np.int64), decided[at] + 8, year, event)


def _civil(world: World, persons: pa.Table) -> list[Due]:
    """Six months of subsistence allowance (to the head, for all members) and destitute care."""
    people, first = world.people, world.homes.first
    found = []
    for programme, a_month in ((DIBAO, DIBAO_A_MONTH), (TEKUN, TEKUN_A_MONTH)):
        members = world.members(persons[programme].to_numpy())
        homes = np.flatnonzero((members > 0) & people.here[first])
        who = np.tile(first[homes], MONTHS)
        month = np.repeat(np.arange(MONTHS), len(homes))
        amount = np.tile(members[homes] * a_month, MONTHS)
        paid = np.array(MONTH_DAYS)[month]
        found.append(Due(programme, who, amount, paid, month + FIRST_MONTH, _none(len(who))))
    return found


def had_policies(world: World, who: Ints, *, when: npt.ArrayLike) -> Flags:
    """Which people, on that day, were members of a household that had the policies."""
    homes, people = world.homes, world.people
    at = np.asarray(when, np.int64)
    home = people.household[who]
    watched = (homes.status[home] == MONITORED) & (at < watched_since(world)[home])
    member = (people.joined[who] <= at) & (people.left[who] > at)
    found: Flags = (homes.kept[home] | watched) & member & (world.identified[home] <= at)
    return found


def positions(person_ids: pa.ChunkedArray) -> Ints:
    """Positions among the people of identifiers such as p000001."""
    numbers = pc.utf8_slice_codeunits(person_ids, 1).cast(pa.int64())
    return np.asarray(numbers.to_numpy(), np.int64) - 1


def _none(rows: int) -> pa.Array:
    return pa.nulls(rows, pa.string())


def _as_paid(chance: np.random.Generator, due: Due) -> tuple[Due, Flags]:
    """The payments that were really made, and which of them came back."""
    rows = len(due.who)
    draw = chance.random(rows)
    made = np.flatnonzero(draw >= MISSING_SHARE)
    again = made[some(chance, len(made), share=DOUBLE_SHARE)]
    little = some(chance, rows, share=LITTLE_SHARE)
    amount = np.where(little, due.amount // 2, due.amount)
    at = np.r_[made, again]
    later = np.repeat([0, 12], [len(made), len(again)])
    returned = some(chance, len(at), share=RETURNED_SHARE)
    repaid = np.flatnonzero(returned & some(chance, len(at), share=0.5))
    at = np.r_[at, at[repaid]]
    later = np.r_[later, np.full(len(repaid), 25)]
    back = np.r_[returned, np.zeros(len(repaid), np.bool_)]
    fits = np.minimum(due.paid_on[at] + later, AS_OF)
    paid = Due(
        due.programme, due.who[at], amount[at], fits, due.period[at], due.event.take(pa.array(at))
    )
    return paid, back


def _undue(chance: np.random.Generator, world: World, *, due: Due) -> tuple[Due, Flags]:
    """Payments of the programme to people who have no right to it."""
    people = world.people
    none = ~world.homes.needy[people.household] & ~people.disabled & people.here & ~people.public
    count = scaled(UNDUE[due.programme], world.scale) if due.programme in UNDUE else 0
    usual = due.amount if len(due.amount) else np.array([100])
    who = sample(chance, np.flatnonzero(none & (people.stage != VOCATIONAL)), count=count)
    amount = usual[chance.integers(0, len(usual), len(who))]
    paid = np.full(len(who), day("2018-12-12"))
    zero = np.zeros(len(who), np.int64)
    return Due(due.programme, who, amount, paid, zero, _none(len(who))), zero > 0


def _table(world: World, made: list[tuple[Due, Flags]]) -> pa.Table:
    who = np.concatenate([due.who for due, _ in made])
    paid = np.concatenate([due.paid_on for due, _ in made])
    period = np.concatenate([due.period for due, _ in made])
    back = np.concatenate([back for _, back in made])
    programmes = [due.programme for due, _ in made]
    number = np.repeat(np.arange(len(made)), [len(due.who) for due, _ in made])
    rows = len(who)
    month = paid.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1
    return shaped(
        "benefit_paid",
        {
            "payment_id": numbered("LS", np.arange(1, rows + 1), width=8),
            "programme": coded(programmes, number),
            "person_id": world.person_ids.take(pa.array(who)),
            "household_id": world.household_ids.take(pa.array(world.people.household[who])),
            "period": coded(PERIODS, np.maximum(period, 0), missing=period < 0),
            "event_id": pa.concat_arrays([due.event for due, _ in made]),
            "amount": yuan(np.concatenate([due.amount for due, _ in made])),
            "paid_on": dates(paid),
            "state": coded(("paid", "returned"), back.astype(np.int64)),
            "batch": numbered("PC", month, width=2),
        },
    )
