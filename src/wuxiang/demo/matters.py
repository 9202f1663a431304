"""What other offices know of the county's people, and what last month's comparison made of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, filled, money, numbered, shaped
from wuxiang.demo.chance import scaled, some
from wuxiang.demo.payments import positions
from wuxiang.demo.population import EXITED, ORDINARY
from wuxiang.demo.world import World

COMPARED_ON = day("2019-03-31")
WINDOW = 365
LARGE_COST_FEN = 800_000
"""8,000 yuan paid by oneself: invented, as the demo's own notion of a large cost."""
SEVERITIES = ("low", "middle", "high")
OF_KIND: Mapping[str, tuple[str, str, int]] = {
    "vehicle": ("vehicles", "flag", 1),
    "company": ("companies", "flag", 1),
    "public_salary": ("payroll", "flag", 2),
    "death": ("deaths", "flag", 2),
    "medical_cost": ("medical_costs", "warning", 1),
    "dropout": ("dropouts", "warning", 2),
}
"""Kind of event → comparison of the pack, what it means, position of its severity."""


@dataclass(frozen=True)
class Matters:
    """Events of one kind that an office knows: of whom, when, and how much money (分)."""

    kind: str
    person: Ints
    days: Ints
    fen: Ints | None = None
    known: Flags | None = None
    """Which of them the register tells, too; None where it has no place for such an event."""

    def __len__(self) -> int:
        return len(self.person)


def matters_of(world: World, tables: Mapping[str, pa.Table]) -> tuple[Matters, ...]:
    """The events on the lists of police, market supervision, finance, civil affairs …"""
    return (
        _vehicles(world, tables["assets"]),
        _companies(world, tables["assets"]),
        _payroll(world),
        _deaths(world),
        _costs(tables["hospital_stay"]),
        _dropouts(world),
    )


def list_match_table(world: World, matters: tuple[Matters, ...]) -> pa.Table:
    """What the comparison of March 2019 found about households on the register."""
    parts = [_matches(world, one) for one in matters]
    joined = pa.concat_tables(parts)
    numbers = numbered("m", np.arange(1, len(joined) + 1), width=6)
    return joined.set_column(0, "match_id", numbers)


def _matches(world: World, one: Matters) -> pa.Table:
    comparison, meaning, severity = OF_KIND[one.kind]
    status = world.homes.status[world.people.household[one.person]]
    recent = (one.days <= COMPARED_ON) & (one.days > COMPARED_ON - WINDOW)
    lasting = meaning == "flag" and one.kind != "death"
    concerned = (status != ORDINARY) & ~((status == EXITED) & lasting)
    which = np.flatnonzero(concerned & (recent | lasting))
    told = np.zeros(len(which), np.bool_) if one.known is None else one.known[which]
    rows, person = len(which), one.person[which]
    home = world.people.household[person]
    return shaped(
        "list_match",
        {
            "match_id": filled("", rows),
            "comparison": filled(comparison, rows),
            "kind": filled(one.kind, rows),
            "match_meaning": coded((meaning, "known"), told.astype(np.int64)),
            "match_severity": coded(SEVERITIES, np.full(rows, severity)),
            "household_id": world.household_ids.take(pa.array(home)),
            "person_id": world.person_ids.take(pa.array(person)),
            "event_on": dates(one.days[which]),
            **({"list_amount": money(one.fen[which])} if one.fen is not None else {}),
            "certainty": filled("id_number", rows),
            "recorded_on": dates(np.full(rows, COMPARED_ON)),
        },
    )


def _owners(
    world: World, assets: pa.Table, *, mark: str, share: float, unknown: int
) -> tuple[Ints, Flags]:
    """Heads of households that own it, and whether the survey of property says so.

    Ordinary households were not all surveyed; of a few registered ones the survey denies it.
    """
    chance = world.chance(f"owners of {mark}")
    surveyed = np.zeros(len(world.homes), np.bool_)
    owned = assets[mark].to_numpy(zero_copy_only=False)
    surveyed[positions(assets["household_id"])] = owned
    ordinary = (world.homes.status == ORDINARY) & some(chance, len(world.homes), share=share)
    denied = np.zeros(len(world.homes), np.bool_)
    denied[
        world.sampled(f"unknown {mark}", world.homes.kept, count=scaled(unknown, world.scale))
    ] = True
    heads = world.homes.first[surveyed | ordinary | denied]
    heads = np.asarray(heads[world.people.here[heads]], np.int64)
    return heads, surveyed[world.people.household[heads]]


def _vehicles(world: World, assets: pa.Table) -> Matters:
    who, known = _owners(world, assets, mark="car", share=0.06, unknown=24)
    days = world.chance("cars").integers(day("2009-01-01"), COMPARED_ON, len(who))
    return Matters("vehicle", who, days, known=known)


def _companies(world: World, assets: pa.Table) -> Matters:
    who, known = _owners(world, assets, mark="company", share=0.012, unknown=9)
    chance = world.chance("companies")
    capital = chance.integers(3, 200, len(who)) * 1_000_000
    days = chance.integers(day("2006-01-01"), COMPARED_ON, len(who))
    return Matters("company", who, days, fen=capital, known=known)


def _payroll(world: World) -> Matters:
    public = world.people.public & world.people.here
    who = np.union1d(
        np.flatnonzero(public),
        world.sampled("unknown salaries", world.entitled & world.grown, count=_few(world, 6)),
    )
    salary = world.chance("salaries").integers(280_000, 780_000, len(who))
    paid = np.full(len(who), day("2019-03-15"))
    return Matters("public_salary", who, paid, fen=salary, known=public[who])


def _deaths(world: World) -> Matters:
    people, chance = world.people, world.chance("unknown deaths")
    told = np.flatnonzero(~people.here & (people.leaving == 0))
    old = people.here & (people.age > 66) & ~world.homes.moved[people.household]
    untold = world.sampled("untold deaths", old & _not_heads(world), count=_few(world, 70))
    days = chance.integers(day("2018-11-01"), COMPARED_ON, len(untold))
    who = np.r_[told, untold]
    return Matters("death", who, np.r_[people.left[told], days], known=~people.here[who])


def _costs(stays: pa.Table) -> Matters:
    own = (
        stays["total_cost"].cast(pa.float64()).to_numpy()
        - stays["reimbursed"].cast(pa.float64()).to_numpy()
    )
    fen = np.rint(own * 100).astype(np.int64)
    large = np.flatnonzero(fen >= LARGE_COST_FEN)
    large = large if len(large) else np.argsort(-fen, kind="stable")[:1]
    days = stays["discharged_on"].cast(pa.int32()).to_numpy()[large]
    return Matters(
        "medical_cost", positions(stays["person_id"])[large], days.astype(np.int64), fen[large]
    )


def _dropouts(world: World) -> Matters:
    people = world.people
    age = people.age
    idle = people.here & (age >= 13) & (age <= 15) & (people.stage == 0)
    more = world.sampled("dropouts", people.here & (age >= 13) & (age <= 15), count=_few(world, 12))
    who = np.union1d(np.flatnonzero(idle), more)
    days = world.chance("dropouts").integers(day("2018-09-10"), COMPARED_ON, len(who))
    return Matters("dropout", who, days)


def _not_heads(world: World) -> Flags:
    mark = np.ones(len(world.people), np.bool_)
    mark[world.homes.first] = False
    return mark


def _few(world: World, count: int) -> int:
    return scaled(count, world.scale)
