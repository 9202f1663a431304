"""The education office's lists: boarders, and the pupils and students of registered households."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, filled, flags, shaped, yuan
from wuxiang.demo.chance import pick, sample, scaled
from wuxiang.demo.population import JUNIOR, PRIMARY, SENIOR, UNIVERSITY, VOCATIONAL
from wuxiang.demo.world import World

TERMS = ("2018-autumn", "2019-spring")
TERM_STARTS = (day("2018-09-01"), day("2019-02-25"))
SCHOOL_YEAR = "2018-2019"
BOARDERS = {PRIMARY: 312, JUNIOR: 420, SENIOR: 1_060}
FEE_A_TERM = {PRIMARY: 500, JUNIOR: 700, SENIOR: 800}
"""Yuan; 312 × 500 + 420 × 700 = 450,000 a term."""
OUTSIDE_SHARE = 0.12
SCHOOLS = {
    PRIMARY: ("河曲县寄宿制小学（演示）", "巡镇中心小学（演示）", "楼子营镇小学（演示）"),
    JUNIOR: ("河曲县实验中学（演示）", "巡镇初级中学（演示）", "沙泉初级中学（演示）"),
    SENIOR: ("河曲中学（演示）", "巡镇高级中学（演示）"),
    VOCATIONAL: ("河曲县职业中学（演示）",),
    UNIVERSITY: ("太原某大学（演示）", "忻州某学院（演示）", "大同某学院（演示）"),
}
STAGE_NAMES = ("primary", "junior", "senior", "vocational", "university")


@dataclass(frozen=True)
class Pupils:
    """Who is on the school lists: position among the people, whether they board, and where."""

    who: Ints
    boards: Flags
    outside: Flags


def pupils_of(world: World) -> Pupils:
    """Boarders of the county's schools, and all pupils and students of registered households."""
    chance, people = world.chance("pupils"), world.people
    boarders = [
        sample(
            chance,
            np.flatnonzero((people.stage == stage) & people.here),
            count=scaled(count, world.scale),
        )
        for stage, count in BOARDERS.items()
    ]
    board = np.zeros(len(people), np.bool_)
    board[np.concatenate(boarders)] = True
    needy = world.homes.needy[people.household] & people.here & (people.stage >= PRIMARY)
    who = np.flatnonzero(board | needy)
    away = chance.random(len(who)) < OUTSIDE_SHARE
    outside = (people.stage[who] == UNIVERSITY) | (away & ~board[who])
    return Pupils(who, board[who], outside)


def school_term_table(world: World, pupils: Pupils) -> pa.Table:
    """Both terms of the school year 2018-2019; outside the county nothing is known of boarding."""
    chance = world.chance("schools")
    rows = len(pupils.who)
    stage = world.people.stage[pupils.who]
    fee = np.zeros(rows, np.int64)
    for kind, amount in FEE_A_TERM.items():
        fee[(stage == kind) & pupils.boards] = amount
    both = np.tile(np.arange(rows), 2)
    term = np.repeat([0, 1], rows)
    outside = pupils.outside[both]
    names, school = _schools(chance, stage, outside=pupils.outside)
    return shaped(
        "school_term",
        {
            "person_id": world.person_ids.take(pa.array(pupils.who[both])),
            "term": coded(TERMS, term),
            "school_year": filled(SCHOOL_YEAR, 2 * rows),
            "starts_on": dates(np.array(TERM_STARTS)[term]),
            "stage": coded(STAGE_NAMES, stage[both] - PRIMARY),
            "school": coded(names, school[both]),
            "county_school": flags(~outside),
            "boards": flags(pupils.boards[both], outside),
            "boarding_fee": yuan(fee[both], outside | ~pupils.boards[both]),
        },
    )


def _schools(chance: np.random.Generator, stage: Ints, *, outside: Flags) -> tuple[list[str], Ints]:
    names = [name for schools in SCHOOLS.values() for name in schools] + ["外县某校（演示）"]
    found = np.zeros(len(stage), np.int64)
    first = 0
    for kind, schools in SCHOOLS.items():
        here = np.flatnonzero(stage == kind)
        found[here] = first + pick(chance, np.ones(len(schools)).tolist(), rows=len(here))
        first += len(schools)
    elsewhere = outside & (stage != UNIVERSITY)
    return names, np.where(elsewhere, len(names) - 1, found)
