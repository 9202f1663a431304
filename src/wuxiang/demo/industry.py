"""Raising income: awards and their payments, industries, irrigation, money, land, public works."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import (
    Flags,
    Ints,
    coded,
    dates,
    day,
    filled,
    flags,
    integers,
    numbered,
    numbers,
    shaped,
    yuan,
)
from wuxiang.demo.chance import pick, scaled, some, split
from wuxiang.demo.families import AS_OF
from wuxiang.demo.labour import labour_of
from wuxiang.demo.world import World

BUDGET = 45_000_000
YEAR_END = day("2018-12-31")
NEW_APPLICATIONS = 900
LATE_AWARDS = 6
"""Awards beyond the budget that were paid all the same."""
IRRIGATION = (
    (120, "state", "2012-05-20"),
    (180, "state", "2014-06-10"),
    (120, "integrated", "2015-07-01"),
    (90, "other", "2016-09-30"),
)
"""Tranches in million yuan, with source and day of arrival: 510 in all."""
RESETTLEMENT = (
    (40, "state", "2016-10-15"),
    (40, "state", "2017-05-10"),
    (28, "state", "2018-03-20"),
    (45, "integrated", "2017-06-30"),
    (35, "integrated", "2018-06-15"),
)
"""108 from the state, 80 integrated."""
LAND = (
    ("developed", 867_735, 14),
    ("high_standard", 820_290, 12),
    ("basic", 168_000, 6),
    ("consolidation", 35_772, 3),
    ("reclamation", 110_000, 2),
)
"""Kind of work, accepted area in hundredths of a mu, number of projects."""
INDUSTRIES = ("谷子", "马铃薯", "养羊", "养牛", "特色林果", "设施蔬菜", "中药材", "光伏入股托管")
WORKS = ("引黄灌溉支渠", "田间道路", "淤地坝加固", "护岸工程", "小型蓄水池", "坡改梯")
WORKERS = 1_200


@dataclass(frozen=True)
class Award:
    """An award as the demo supposes it: yuan for a unit by zone (0: none), and usual quantities."""

    policy: str
    rates: tuple[int, int, int]
    least: int
    most: int


AWARDS = (
    Award("award_greenhouse", (3000, 0, 0), 1, 3),
    Award("award_sweet_maize", (200, 240, 0), 6, 20),
    Award("award_millet", (0, 150, 180), 8, 30),
    Award("award_pulses", (0, 120, 150), 8, 30),
    Award("award_seed_potato", (0, 500, 600), 3, 10),
    Award("award_potato", (0, 160, 200), 6, 25),
    Award("award_fruit_trees", (400, 500, 0), 3, 12),
    Award("award_herbs", (0, 300, 360), 4, 15),
    Award("award_forage", (0, 100, 120), 10, 40),
    Award("award_sheep", (100, 120, 150), 10, 50),
    Award("award_sheep_pen", (0, 80, 100), 20, 80),
    Award("award_cattle", (800, 900, 1000), 2, 6),
    Award("award_pigs", (150, 180, 0), 10, 35),
    Award("award_poultry", (5, 6, 8), 200, 800),
    Award("award_bees", (0, 200, 250), 8, 25),
    Award("award_grain_processing", (100, 120, 150), 10, 40),
    Award("award_potato_processing", (0, 80, 100), 15, 60),
    Award("award_dairy", (200, 0, 0), 6, 25),
    Award("award_quality_mark", (10_000, 12_000, 15_000), 1, 1),
    Award("award_sales", (60, 80, 100), 15, 60),
)
"""The rates that the pack has until the county gives its own; what is paid follows them."""
WEIGHTS = (*([10] * 18), 1, 8)


@dataclass(frozen=True)
class Applications:
    """Applications for awards; day columns are days since 1970-01-01, below 0 where empty."""

    home: Ints
    award: Ints
    quantity: Ints
    applied: Ints
    accepted: Ints
    found: Ints
    notice: Ints
    notice_end: Ints
    opposed: Flags

    def __len__(self) -> int:
        return len(self.home)


def applications_of(world: World) -> Applications:
    """One or two applications of each household with policies in 2018, and some this spring."""
    chance = world.chance("awards")
    kept = np.flatnonzero(world.homes.kept & ~world.homes.town)
    home = np.repeat(kept, 1 + pick(chance, (37, 63), rows=len(kept)))
    fresh = chance.choice(kept, min(len(kept), scaled(NEW_APPLICATIONS, world.scale)))
    last_year = np.arange(len(home) + len(fresh)) < len(home)
    home = np.r_[home, np.sort(fresh)]
    rows = len(home)
    award = _fitting(chance, world.places.zone[world.homes.village[home]])
    least = np.array([one.least for one in AWARDS])[award]
    most = np.array([one.most for one in AWARDS])[award]
    quantity = least + (chance.random(rows) * (most - least + 1)).astype(np.int64)
    start = np.where(last_year, day("2018-03-01"), day("2019-03-01"))
    applied = start + chance.integers(0, np.where(last_year, 90, 55))
    accepted = np.where(last_year, day("2018-06-15") + chance.integers(0, 165, rows), -1)
    accepted[some(chance, rows, share=0.01)] = -1
    found = np.where(some(chance, rows, share=0.02), 0, quantity)
    noticed = (accepted >= 0) & (found > 0) & ~some(chance, rows, share=0.006)
    notice = np.where(noticed, accepted + chance.integers(3, 14, rows), -1)
    length = np.where(some(chance, rows, share=0.01), 5, 7)
    open_end = some(chance, rows, share=0.004)
    return Applications(
        *(home, award, quantity, applied, accepted, found, notice),
        notice_end=np.where(noticed & ~open_end, notice + length - 1, -1),
        opposed=noticed & some(chance, rows, share=0.003),
    )


def _fitting(chance: np.random.Generator, zone: Ints) -> Ints:
    """An award for each household that its terrain zone has."""
    award = np.zeros(len(zone), np.int64)
    for number in range(3):
        here = np.flatnonzero(zone == number)
        weights = [w if one.rates[number] else 0 for one, w in zip(AWARDS, WEIGHTS, strict=True)]
        award[here] = pick(chance, weights, rows=len(here))
    return award


def industry_award_table(world: World, applications: Applications) -> pa.Table:
    """The applications as the agriculture office lists them; a few cells were never filled in."""
    found, chance = applications, world.chance("award cells")
    blank = some(chance, len(found), share=0.004) | (found.accepted < 0)
    return shaped(
        "industry_award",
        {
            "application_id": numbered("SB", np.arange(1, len(found) + 1), width=6),
            "household_id": world.household_ids.take(pa.array(found.home)),
            "award": coded([one.policy for one in AWARDS], found.award),
            "submitted_on": dates(found.applied),
            "quantity": numbers(found.quantity),
            "inspected_on": dates(found.accepted, found.accepted < 0),
            "accepted_quantity": numbers(found.found, blank),
            "award_shown_from": dates(found.notice, found.notice < 0),
            "award_shown_to": dates(found.notice_end, found.notice_end < 0),
            "objection": flags(found.opposed, found.notice < 0),
        },
    )


def award_payment_table(world: World, found: Applications) -> pa.Table:
    """What was paid of the awards of 2018, in order of acceptance until the budget was used up."""
    chance = world.chance("award payments")
    zone = world.places.zone[world.homes.village[found.home]]
    amount = found.found * np.array([one.rates for one in AWARDS])[found.award, zone]
    passed = (found.notice >= 0) & (found.notice_end - found.notice == 6) & ~found.opposed
    rows = np.flatnonzero(passed & (found.accepted <= YEAR_END))
    names = np.array([one.policy for one in AWARDS])[found.award[rows]]
    rows = rows[np.lexsort((rows, names, found.accepted[rows]))]
    inside = np.cumsum(amount[rows]) <= BUDGET
    late = np.flatnonzero(~inside)[-scaled(LATE_AWARDS, world.scale) :]
    made = inside & ~some(chance, len(rows), share=0.03)
    made[late] = True
    rows = np.sort(rows[made])
    paid = np.minimum(found.notice[rows] + chance.integers(20, 60, len(rows)), AS_OF)
    back = some(chance, len(rows), share=0.005)
    return event_payments(
        world,
        "LA",
        programmes=coded([one.policy for one in AWARDS], found.award[rows]),
        person=world.homes.first[found.home[rows]],
        event=numbered("SB", rows + 1, width=6),
        money=np.stack([amount[rows], paid, back.astype(np.int64)]),
    )


def event_payments(
    world: World, prefix: str, *, programmes: pa.Array, person: Ints, event: pa.Array, money: Ints
) -> pa.Table:
    """Payments by event; `money` has the rows amount in yuan, day and whether it came back."""
    amount, paid, back = money
    rows = len(person)
    return shaped(
        "benefit_paid",
        {
            "payment_id": numbered(prefix, np.arange(1, rows + 1), width=8),
            "programme": programmes,
            "person_id": world.person_ids.take(pa.array(person)),
            "household_id": world.household_ids.take(pa.array(world.people.household[person])),
            "period": filled("2018", rows),
            "event_id": event,
            "amount": yuan(amount),
            "paid_on": dates(paid),
            "state": coded(("paid", "returned"), back),
            "batch": filled("PC12", rows),
        },
    )


def household_industry_table(world: World) -> pa.Table:
    """An industry of nearly every household with policies; a few ended, a few are doubtful."""
    chance = world.chance("industries")
    home = np.flatnonzero(world.homes.kept)
    home = home[~some(chance, len(home), share=0.012)]
    rows = len(home)
    ended = some(chance, rows, share=0.008)
    return shaped(
        "household_industry",
        {
            "household_id": world.household_ids.take(pa.array(home)),
            "industry": coded(INDUSTRIES, chance.integers(0, len(INDUSTRIES), rows)),
            "from_date": dates(day("2016-03-01") + chance.integers(0, 900, rows)),
            "to_date": dates(np.full(rows, day("2019-01-31")), ~ended),
            "specialty": flags(np.ones(rows, np.bool_), some(chance, rows, share=0.004)),
        },
    )


def fund_table() -> pa.Table:
    """Tranches for irrigation and resettlement; one is late, one is not due yet."""
    arrived = [*IRRIGATION, *RESETTLEMENT]
    amount = np.array([million for million, _, _ in arrived] + [6, 30]) * 1_000_000
    when = np.array([day(text) for _, _, text in arrived] + [-1, -1])
    due = np.r_[when[:-2] + 30, day("2019-03-31"), day("2019-09-30")]
    purpose = [0] * len(IRRIGATION) + [1] * len(RESETTLEMENT) + [1, 0]
    rows = len(amount)
    return shaped(
        "fund",
        {
            "fund_id": numbered("ZJ", np.arange(1, rows + 1), width=4),
            "purpose": coded(("irrigation", "resettlement"), purpose),
            "source": pa.array([source for _, source, _ in arrived] + ["integrated", "other"]),
            "planned": yuan(amount),
            "due_on": dates(due),
            "arrived_on": dates(when, when < 0),
            "arrived": yuan(amount, when < 0),
            "allocated_on": dates(due - 240),
        },
    )


def irrigation_table(world: World) -> pa.Table:
    """The ledger of 2018 by village; a few villages lack an entry or a figure."""
    chance, places = world.chance("irrigation"), world.places
    n = places.villages
    here = world.people.here & ~world.homes.town[world.people.household]
    residents = np.bincount(world.homes.village[world.people.household[here]], minlength=n)[:n]
    village = np.flatnonzero(~(some(chance, n, share=0.01)))
    rows = len(village)
    share = chance.uniform(0.55, 1.5, rows)
    blank = some(chance, rows, share=0.01)
    return shaped(
        "irrigation",
        {
            "village_code": coded(places.codes, village),
            "year": integers(np.where(some(chance, rows, share=0.02), 2016, 2018)),
            "ledger_on": dates(day("2018-12-05") + chance.integers(0, 20, rows)),
            "irrigated_land": numbers(residents[village] * share, blank),
            "residents": integers(residents[village]),
            "in_use": flags(~some(chance, rows, share=0.04)),
        },
    )


def land_project_table(world: World) -> pa.Table:
    """Projects that were accepted with the county's areas, and three that are still under way."""
    chance, places = world.chance("land"), world.places
    parts = [split(area, chance.uniform(1, 3, count), least=100) for _, area, count in LAND]
    work = np.r_[np.repeat(np.arange(len(LAND)), [len(part) for part in parts]), [1, 1, 4]]
    area = np.r_[np.concatenate(parts), [40_000, 25_000, 30_000]]
    rows, done = len(work), np.arange(len(work)) < len(work) - 3
    approved = np.where(
        done, day("2014-04-01") + chance.integers(0, 1_000, rows), day("2018-03-10")
    )
    finish = np.where(done, approved + 400, [0] * (rows - 3) + [0, 0, 0])
    finish[-3:] = day("2019-10-31"), day("2019-03-31"), day("2018-09-30")
    finished = np.where(done, finish - chance.integers(0, 60, rows), -1)
    finished[-1] = day("2018-09-20")
    accepted = np.where(done, finished + chance.integers(30, 170, rows), -1)
    return shaped(
        "land_project",
        {
            "project_id": numbered("ZD", np.arange(1, rows + 1), width=4),
            "work": coded([name for name, _, _ in LAND], work),
            "village_code": coded(places.codes, chance.integers(0, places.villages, rows)),
            "approved_on": dates(approved),
            "planned_area": numbers(area / 100),
            "land_finish_by": dates(finish),
            "started_on": dates(approved + 60),
            "land_finished_on": dates(finished, finished < 0),
            "accepted_on": dates(accepted, accepted < 0),
            "accepted_area": numbers(area / 100, accepted < 0),
        },
    )


@dataclass(frozen=True)
class Rolls:
    """Months of work on public works; `days` in half days."""

    person: Ints
    works: Ints
    month_end: Ints
    half_days: Ints
    day_rate: Ints


def rolls_of(world: World) -> Rolls:
    """Three months of 2018 for each worker, most of them of registered households."""
    chance = world.chance("works")
    poor = world.homes.kept[world.people.household]
    near = labour_of(world).near & world.people.here
    chosen = world.sampled("workers", near & poor, count=scaled(WORKERS, world.scale))
    others = world.sampled("other workers", near & ~poor, count=scaled(WORKERS // 10, world.scale))
    person = np.repeat(np.r_[chosen, others], 3)
    rows = len(person)
    ends = np.array([day("2018-06-30"), day("2018-07-31"), day("2018-09-30")])
    return Rolls(
        person=person,
        works=np.repeat(chance.integers(0, len(WORKS), rows // 3), 3),
        month_end=np.resize(ends, rows),
        half_days=chance.integers(8, 51, rows),
        day_rate=np.array([100, 120, 150])[chance.integers(0, 3, rows)],
    )


def work_roll_table(world: World, rolls: Rolls) -> pa.Table:
    """The rolls as the works keep them; a few days and wages were never written down."""
    chance, rows = world.chance("roll cells"), len(rolls.person)
    return shaped(
        "work_roll",
        {
            "roll_id": numbered("YG", np.arange(1, rows + 1), width=6),
            "works": coded([f"{name}（演示）" for name in WORKS], rolls.works),
            "person_id": world.person_ids.take(pa.array(rolls.person)),
            "month_end": dates(rolls.month_end),
            "days_worked": numbers(rolls.half_days / 2, some(chance, rows, share=0.004)),
            "day_rate": yuan(rolls.day_rate, some(chance, rows, share=0.004)),
        },
    )


def wage_payment_table(world: World, rolls: Rolls) -> pa.Table:
    """Wages that were paid to registered workers: nearly all of them."""
    chance = world.chance("wages")
    poor = world.homes.kept[world.people.household[rolls.person]]
    at = np.flatnonzero(poor & ~some(chance, len(poor), share=0.05))
    amount = rolls.half_days[at] * rolls.day_rate[at] // 2
    paid = rolls.month_end[at] + chance.integers(5, 40, len(at))
    back = some(chance, len(at), share=0.004).astype(np.int64)
    return event_payments(
        world,
        "LW",
        programmes=filled("work_wages", len(at)),
        person=rolls.person[at],
        event=numbered("YG", at + 1, width=6),
        money=np.stack([amount, paid, back]),
    )
