"""What is followed over time: where households live, grades at school, households at risk."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, flags, integers, shaped, yuan
from wuxiang.demo.chance import some
from wuxiang.demo.population import MARGINAL, MONITORED
from wuxiang.demo.world import World

LISTED_FROM = day("2018-10-31")
GRADED_YEARS = (2016, 2017, 2018)
GRADES = ("primary", "junior_1", "junior_2", "junior_3", "senior_1", "senior_2", "senior_3")
CAUSES = ("illness", "disability", "schooling", "work", "industry", "other")
HELP = ("industry", "employment", "public_post", "health", "support")
KINDS = ("unstable", "marginal")
GUARANTEES = ("schooling", "medical", "housing", "water")


def residence_table(world: World) -> pa.Table:
    """The village of each household that was moved, as listed before and now."""
    moved = np.flatnonzero(world.homes.moved)
    who = pa.array(moved)
    return shaped(
        "residence",
        {
            "household_id": world.household_ids.take(who),
            "from_date": dates(np.full(len(who), LISTED_FROM)),
            "village_code": coded(world.places.codes, world.homes.village[moved]),
        },
    )


def grade_year_table(world: World, persons: pa.Table) -> pa.Table:
    """Three yearly collections of those now in a counted grade, each a grade below the next."""
    grade = pc.index_in(persons["schooling"].combine_chunks(), pa.array(GRADES[1:]))
    needy = world.homes.needy[world.people.household]
    who = np.flatnonzero(grade.is_valid().to_numpy(zero_copy_only=False) & needy)
    now = grade.fill_null(0).to_numpy()[who] + 1
    stays = some(world.chance("grades"), len(who), share=0.003)
    parts = [_graded(world, who, now - np.where(stays, 0, ago)) for ago in (2, 1, 0)]
    years = np.repeat(GRADED_YEARS, len(who))
    table = pa.concat_tables(parts)
    return shaped(
        "grade_year",
        {name: table[name].combine_chunks() for name in table.column_names}
        | {"year": integers(years)},
    )


def _graded(world: World, who: Ints, grade: Ints) -> pa.Table:
    return pa.table(
        {
            "person_id": world.person_ids.take(pa.array(who)),
            "schooling": coded(GRADES, np.maximum(grade, 0)),
        }
    )


def risk_table(world: World) -> pa.Table:
    """Monitored and marginal households with their risk; some removed, a few records thin."""
    chance, who = world.chance("risks"), _at_risk(world)
    rows = len(who)
    unstable = world.homes.status[who] == MONITORED
    removed = some(chance, rows, share=0.3)
    cause = chance.integers(0, len(CAUSES), rows)
    after = ~removed | some(chance, rows, share=0.02)
    said = np.where(some(chance, rows, share=0.1), False, cause == len(CAUSES) - 1)
    return shaped(
        "risk",
        {
            "household_id": world.household_ids.take(pa.array(who)),
            "identified_on": dates(_identified(world, rows)),
            "risk_kind": coded(KINDS, (~unstable).astype(np.int64)),
            "risk_cause": coded(CAUSES, cause),
            "risk_remark": coded(("婚丧支出较大",), np.zeros(rows), missing=~said),
            "removed_on": dates(day("2019-03-20") + chance.integers(0, 30, rows), ~removed),
            "removal": coded(
                ("by_help", "by_itself"), some(chance, rows, share=0.2), missing=~removed
            ),
            "income_after": yuan(chance.integers(4_200, 9_000, rows), after),
            **{f"{name}_after": _held(rows, after) for name in GUARANTEES},
        },
    )


def _held(rows: int, unknown: Flags) -> pa.Array:
    return flags(np.ones(rows, np.bool_), unknown)


def risk_measure_table(world: World) -> pa.Table:
    """Two measures of nearly every household at risk, begun within a month."""
    chance, who = world.chance("risk measures"), _at_risk(world)
    begun = _identified(world, len(who)) + chance.integers(5, 30, len(who))
    helped = np.flatnonzero(~some(chance, len(who), share=0.03))
    first = chance.integers(0, len(HELP), len(who))
    both = np.r_[helped, helped]
    kind = np.r_[first[helped], (first[helped] + 1) % len(HELP)]
    return shaped(
        "risk_measure",
        {
            "household_id": world.household_ids.take(pa.array(who[both])),
            "risk_help": coded(HELP, kind),
            "from_date": dates(begun[both]),
        },
    )


def no_findings() -> pa.Table:
    """The truth has none: intake finds them in the files."""
    return shaped("intake_finding", {"file": pa.array([], pa.string())})


def _at_risk(world: World) -> Ints:
    return np.flatnonzero(np.isin(world.homes.status, (MARGINAL, MONITORED)))


def _identified(world: World, rows: int) -> Ints:
    days = world.chance("risk days").integers(0, 250, rows)
    return np.asarray(day("2018-06-01") + days, np.int64)
