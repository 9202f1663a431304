"""Training, learning halls, village teams, weak villages and members living away, in the demo."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Ints, coded, dates, day, flags, integers, numbered, shaped
from wuxiang.demo.chance import pick, sample, scaled
from wuxiang.demo.families import AS_OF
from wuxiang.demo.places import VILLAGES
from wuxiang.demo.world import World

WORKS = ("脱贫攻坚政策培训班", "培训工程二", "培训工程三", "培训工程四", "培训工程五")
COURSES = 15
ABSENT_SHARE = 0.03
HALLS = 154
IDLE_HALLS = 5
VACANT_POSTS = 7
LONG_ABSENT = 4
SHORT_MONTHS = 6
POSTS = ("first_secretary", "leader", "member", "member")
WEAK = 54
UNLED = 2
UNPLANNED = 2
MOBILE = 1_184
LOST = 19
LAST_MONTH = day("2019-03-01")
THIS_MONTH = day("2019-04-01")


def training_tables(world: World, helpers: pa.Table) -> dict[str, pa.Table]:
    """The seven tables by name; `helpers` is the table helper."""
    courses = _courses(world)
    posts, holders = _posts(world, helpers)
    return {
        "training_course": courses,
        "course_attendance": _attendance(world, courses, helpers=helpers),
        "learning_hall": _halls(world),
        "team_post": posts,
        "duty_month": _duty(world, holders),
        "weak_village": _weak(world, helpers),
        "mobile_member": _mobile(world),
    }


def _courses(world: World) -> pa.Table:
    chance = world.chance("courses")
    work = np.arange(COURSES) % len(WORKS)
    return shaped(
        "training_course",
        {
            "course_id": numbered("PX", np.arange(1, COURSES + 1), width=3),
            "training_work": coded([f"{name}（演示）" for name in WORKS], work),
            "course": pa.array([f"第{number}期（演示）" for number in range(1, COURSES + 1)]),
            "held_on": dates(day("2018-05-10") + np.arange(COURSES) * 22),
            "course_days": integers(chance.integers(1, 5, COURSES)),
        },
    )


def _attendance(world: World, courses: pa.Table, *, helpers: pa.Table) -> pa.Table:
    """Each course has its own share of the helpers; a few stay away."""
    chance = world.chance("attendance")
    each = min(len(helpers), scaled(60, world.scale, least=4))
    course = np.repeat(np.arange(len(courses)), each)
    who = (course * each + np.tile(np.arange(each), len(courses))) % len(helpers)
    there = chance.random(len(who)) >= ABSENT_SHARE
    there[0] = False
    return shaped(
        "course_attendance",
        {
            "course_id": courses["course_id"].combine_chunks().take(pa.array(course)),
            "helper_id": _ids(helpers, who),
            "attended": flags(there, np.arange(len(who)) % 97 == 5),
        },
    )


def _ids(helpers: pa.Table, rows: Ints) -> pa.Array:
    return helpers["helper_id"].combine_chunks().take(pa.array(rows))


def _halls(world: World) -> pa.Table:
    """154 halls in use, and two that were given up."""
    chance, places = world.chance("halls"), world.places
    open_ones = scaled(HALLS, places.villages / VILLAGES)
    rows = open_ones + 2
    village = np.resize(chance.permutation(places.villages), rows)
    idle = np.arange(rows) < scaled(IDLE_HALLS, world.scale)
    session = np.where(idle, AS_OF - 150, AS_OF - chance.integers(3, 80, rows))
    return shaped(
        "learning_hall",
        {
            "hall_id": numbered("JX", np.arange(1, rows + 1), width=3),
            "village_code": coded(places.codes, village),
            "founded_on": dates(day("2018-01-10") + chance.integers(0, 200, rows)),
            "ended_on": dates(np.full(rows, day("2019-02-01")), np.arange(rows) < open_ones),
            "last_session_on": dates(np.where(np.arange(rows) < open_ones, session, AS_OF - 120)),
        },
    )


def _posts(world: World, helpers: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Four posts in each poor village, a few of them vacant; and who holds which."""
    chance, places = world.chance("posts"), world.places
    village = np.repeat(np.flatnonzero(places.poor), len(POSTS))
    rows = len(village)
    vacant = np.zeros(rows, np.bool_)
    vacant[sample(chance, np.arange(rows), count=scaled(VACANT_POSTS, world.scale))] = True
    holder = np.resize(np.arange(len(helpers))[::-1], rows)
    who = helpers["helper_id"].combine_chunks().take(pa.array(holder, mask=vacant))
    table = shaped(
        "team_post",
        {
            "post_id": numbered("GW", np.arange(1, rows + 1), width=5),
            "village_code": coded(places.codes, village),
            "team_post": coded(POSTS, np.arange(rows) % len(POSTS)),
            "helper_id": who,
            "from_date": dates(np.full(rows, day("2017-09-01")), vacant),
        },
    )
    held = table.filter(table["helper_id"].is_valid()).select(["helper_id", "village_code"])
    return table, held.group_by(["helper_id", "village_code"], use_threads=False).aggregate([])


def _duty(world: World, holders: pa.Table) -> pa.Table:
    """Two months of each holder; a few have left the village long ago or came for too few days."""
    chance, n = world.chance("duty"), len(holders)
    away = np.arange(n) < scaled(LONG_ABSENT, world.scale)
    few = (np.arange(n) >= n - scaled(SHORT_MONTHS, world.scale)) | away
    days = np.where(few, chance.integers(0, 15, n), chance.integers(20, 27, n))
    last = np.where(away, AS_OF - 31 - chance.integers(0, 25, n), AS_OF - chance.integers(0, 6, n))
    return shaped(
        "duty_month",
        {
            "helper_id": pa.concat_arrays([holders["helper_id"].combine_chunks()] * 2),
            "village_code": pa.concat_arrays([holders["village_code"].combine_chunks()] * 2),
            "month_begin": dates(np.repeat([LAST_MONTH, THIS_MONTH], n)),
            "days_on_site": integers(np.r_[days, np.where(away, 0, chance.integers(19, 25, n))]),
            "last_on_site": dates(np.r_[np.minimum(last, THIS_MONTH - 1), last]),
        },
    )


def _weak(world: World, helpers: pa.Table) -> pa.Table:
    """54 villages of two kinds, most put in order; a few have no leader or plan, or are late."""
    chance, places = world.chance("weak villages"), world.places
    rows = scaled(WEAK, places.villages / VILLAGES, least=4)
    village = sample(chance, np.arange(places.villages), count=rows)
    leads = np.flatnonzero(np.asarray(helpers["payroll"].to_numpy() == "county_leader"))
    state = pick(chance, (78, 14, 8), rows=rows)
    state[-1] = 2
    unplanned = np.isin(
        np.arange(rows), rows - 2 - np.arange(scaled(UNPLANNED, world.scale, least=0))
    )
    state[unplanned] = 1
    led = np.arange(rows) >= scaled(UNLED, world.scale)
    listed = day("2018-03-01") + chance.integers(0, 60, rows)
    ends = np.where(state == 2, AS_OF - 20, day("2019-12-31"))
    return shaped(
        "weak_village",
        {
            "village_code": coded(places.codes, village),
            "weakness": coded(("weak", "lagging"), np.arange(rows) % 2),
            "listed_on": dates(listed),
            "helper_id": helpers["helper_id"]
            .combine_chunks()
            .take(pa.array(np.resize(leads, rows), mask=~led)),
            "planned_on": dates(listed + 20, unplanned),
            "finish_by": dates(ends),
            "finished_on": dates(day("2019-01-15") + chance.integers(0, 60, rows), state > 0),
            "outcome": coded(("improved",), np.zeros(rows), missing=state > 0),
        },
    )


def _mobile(world: World) -> pa.Table:
    """Party members living away; a few of them out of touch."""
    chance, people = world.chance("mobile members"), world.people
    grown = world.grown & people.here & ~people.public & (people.age > 22)
    who = world.sampled("mobile", grown, count=scaled(MOBILE, world.scale, least=8))
    rows = len(who)
    lost = np.arange(rows) < scaled(LOST, world.scale)
    contact = np.where(lost, AS_OF - 200, AS_OF - chance.integers(2, 88, rows))
    home = world.homes.village[people.household[who]]
    branch = [f"{name}党支部（演示）" for name in world.places.names]
    return shaped(
        "mobile_member",
        {
            "person_id": world.person_ids.take(pa.array(who)),
            "away_since": dates(day("2017-02-20") + chance.integers(0, 500, rows)),
            "home_branch": coded(branch, home),
            "host_branch": coded(
                ("太原某党支部（演示）", "北京某党支部（演示）"), np.arange(rows) % 2
            ),
            "service_centre": flags(np.ones(rows, np.bool_)),
            "last_contact_on": dates(contact),
        },
    )
