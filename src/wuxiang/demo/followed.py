"""What is followed over time: where households live, and grades at school."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Ints, coded, dates, day, integers, shaped
from wuxiang.demo.chance import some
from wuxiang.demo.world import World

LISTED_FROM = day("2018-10-31")
GRADED_YEARS = (2016, 2017, 2018)
GRADES = ("primary", "junior_1", "junior_2", "junior_3", "senior_1", "senior_2", "senior_3")


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


def no_findings() -> pa.Table:
    """The truth has none: intake finds them in the files."""
    return shaped("intake_finding", {"file": pa.array([], pa.string())})
