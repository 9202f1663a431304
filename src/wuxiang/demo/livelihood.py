"""How registered and marginal households live: incomes, conditions, property, procedures."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Ints, coded, dates, day, flags, integers, numbers, shaped, yuan
from wuxiang.demo.chance import pick, scaled, some
from wuxiang.demo.changes import apart_from
from wuxiang.demo.labour import labour_of
from wuxiang.demo.places import HIGH_HILL
from wuxiang.demo.population import KEPT, ORDINARY, REGISTERED
from wuxiang.demo.world import DIBAO, DIBAO_POOR, NEVER, WUBAO, World

YEARS = (2017, 2018)
PENSION_A_YEAR = 1_236
DIBAO_A_YEAR = 2_760
WUBAO_A_YEAR = 5_160
DOUBTFUL_EXITS = 14
"""Households that left poverty although their income does not bear it out."""
OVERDUE_EXITS = 10
"""Households still registered although their income is well above the line."""
ASSET_SAMPLE = 1_500
FIXED_WITH_WAGES = 0.8
"""At most this part of an income is fixed where somebody works."""
FORGOTTEN = 0.003
"""Share of households whose cost, or whose wages, nobody wrote down in a year."""
LEAST_GAIN = 50
"""Less than this in yuan a year is no business."""
ROADS = ("earth", "gravel", "concrete", "asphalt")


def income_table(world: World) -> pa.Table:
    """Income of 2017 and 2018 of all households that the registry describes."""
    chance = world.chance("income")
    who = np.flatnonzero(world.listed)
    parts = [_income(chance, world, who=who, year=2017), _income(chance, world, who=who, year=2018)]
    names = list(parts[0])
    sums = {name: np.concatenate([part[name] for part in parts]) for name in names}
    home, year = np.tile(who, 2), np.repeat(YEARS, len(who))
    own = apart_from(world.homes, world.changes)[home]
    for name, values in sums.items():
        sums[name] = _earned_together(world, values, who=who)[own]
    return shaped(
        "income",
        {
            "household_id": world.household_ids.take(pa.array(home[own])),
            "year": integers(year[own]),
            **{name: yuan(values) for name, values in sums.items()},
        },
    )


def _earned_together(world: World, values: Ints, *, who: Ints) -> Ints:
    """What those who split off later had earned stands with the household they came from."""
    place = np.full(len(world.homes), -1)
    place[who] = np.arange(len(who))
    old, new = place[world.changes.split_from], place[world.changes.split_off]
    known = (old >= 0) & (new >= 0)
    together = values.reshape(len(YEARS), len(who)).copy()
    together[:, old[known]] += together[:, new[known]]
    return together.ravel()


def _income(
    chance: np.random.Generator, world: World, *, who: Ints, year: int
) -> dict[str, np.ndarray]:
    people, rows, kind = world.people, len(who), world.kind[who]
    heads = np.maximum(world.members_on(day(f"{year}-12-31"))[who], 1)
    elders = world.members(people.age >= 60)[who]
    works = world.any_member(labour_of(world).waged)[who]
    needy = world.homes.needy[who]
    on_dibao = needy & np.isin(kind, (DIBAO, DIBAO_POOR))
    target = heads * _target(chance, world, who=who, year=year)
    fixed = {
        "dividend": np.where(some(chance, rows, share=0.55), chance.integers(2, 31, rows) * 100, 0),
        "other_property": np.where(
            some(chance, rows, share=0.3), chance.integers(1, 9, rows) * 50, 0
        ),
        "family_planning": np.where(some(chance, rows, share=0.03), 960, 0),
        "dibao": np.where(on_dibao, heads * DIBAO_A_YEAR, 0),
        "wubao": np.where(needy & (kind == WUBAO), heads * WUBAO_A_YEAR, 0),
        "pension": elders * PENSION_A_YEAR,
        "ecology": np.where(some(chance, rows, share=0.6), chance.integers(2, 16, rows) * 60, 0),
        "other_transfer": chance.integers(1, 12, rows) * 90,
    }
    room = np.where(works, FIXED_WITH_WAGES, 1) * target
    scale_down = np.minimum(1, room / np.maximum(sum(fixed.values()), 1))
    fixed = {name: np.floor(value * scale_down).astype(np.int64) for name, value in fixed.items()}
    rest = np.maximum(target - sum(fixed.values()), 0)
    earned = np.where(works, rest * chance.uniform(0.3, 0.95, rows), 0).astype(np.int64)
    gain = rest - earned
    concealed = some(world.chance(f"wages of {year}"), rows, share=FORGOTTEN)
    gain, earned = np.where(concealed, rest, gain), np.where(concealed, 0, earned)
    fixed["other_transfer"] += np.where(gain < LEAST_GAIN, gain, 0)
    gain = np.where(gain < LEAST_GAIN, 0, gain)
    cost = (gain * chance.uniform(0.35, 0.6, rows)).astype(np.int64)
    forgotten = some(world.chance(f"cost of {year}"), rows, share=FORGOTTEN)
    cost = np.where(forgotten, 0, cost)  # nobody wrote it down, and the sum was made to fit
    return {"wages": earned, "business": gain + cost, "business_cost": cost, **fixed}


def _target(chance: np.random.Generator, world: World, *, who: Ints, year: int) -> Ints:
    """Net income per head in yuan that the sub-items add up to."""
    rows, status = len(who), world.homes.status[who]
    fair = 3_650 + chance.gamma(2.2, 1_250, rows)
    near = chance.integers(3_260, 4_900, rows)
    low = chance.integers(1_700, 2_900, rows)
    target = np.where(np.isin(status, (REGISTERED,)), low, np.where(status > KEPT + 1, near, fair))
    target = np.where(world.exited[who] > day(f"{year}-12-31"), np.minimum(target, low), target)
    if year == YEARS[-1]:
        target = np.where(world.homes.status[who] >= KEPT + 2, near, target)
        doubtful = world.sampled(
            "doubtful", status == KEPT, count=scaled(DOUBTFUL_EXITS, world.scale)
        )
        overdue = world.sampled(
            "overdue", status == REGISTERED, count=scaled(OVERDUE_EXITS, world.scale)
        )
        target[doubtful] = chance.integers(2_300, 2_950, len(doubtful))
        target[overdue] = chance.integers(5_200, 9_000, len(overdue))
    return target.astype(np.int64)


def living_table(world: World) -> pa.Table:
    """Conditions in 2017 and 2018; by the end of 2018 houses and water are safe."""
    chance = world.chance("living")
    who = np.tile(np.flatnonzero(world.listed), 2)
    year = np.repeat(YEARS, len(who) // 2)
    rows, last = len(who), year == YEARS[-1]
    zone = world.places.zone[world.homes.village[who]]
    people = world.homes.size[who]
    arable = people * chance.gamma(3, 0.8 + zone * 0.5)
    irrigated = np.where(zone < HIGH_HILL, arable * chance.uniform(0, 0.6, rows), 0)
    dangerous = ~last & some(chance, rows, share=0.06)
    dry = ~last & some(chance, rows, share=0.05)
    return shaped(
        "living",
        {
            "household_id": world.household_ids.take(pa.array(who)),
            "year": integers(year),
            "food_secure": flags(last | some(chance, rows, share=0.97)),
            "clothing_secure": flags(last | some(chance, rows, share=0.97)),
            "arable": numbers(arable),
            "irrigated": numbers(irrigated),
            "forest": numbers(np.where(zone > 0, chance.gamma(2, 2, rows), 0)),
            "returned_forest": numbers(np.where(zone > 0, chance.gamma(1, 1.5, rows), 0)),
            "orchard": numbers(
                np.where(some(chance, rows, share=0.2), chance.gamma(1, 1, rows), 0)
            ),
            "pasture": numbers(np.where(zone == HIGH_HILL, chance.gamma(1, 1, rows), 0)),
            "water_area": numbers(np.zeros(rows)),
            **_connections(chance, zone),
            "water_difficulty": flags(dry),
            "safe_water": flags(~dry),
            "road_distance": numbers(chance.gamma(1.2, 0.3, rows)),
            "road": coded(ROADS, pick(chance, (1, 2, 6, 1), rows=rows)),
            "housing_area": numbers(people * chance.uniform(16, 34, rows) + 12),
            "dangerous_house": flags(dangerous),
            "danger_grade": coded(("C", "D"), chance.integers(0, 2, rows), missing=~dangerous),
            "toilet": flags(some(chance, rows, share=0.62)),
            "fuel": coded(("wood", "coal", "clean"), pick(chance, (2, 7, 1), rows=rows)),
        },
    )


def _connections(chance: np.random.Generator, zone: Ints) -> dict[str, pa.Array]:
    rows = len(zone)
    shares = {"production_power": 0.97, "domestic_power": 0.9995, "broadcast": 0.98}
    shares |= {"cooperative": 0.55, "enterprise": 0.18, "entrepreneur": 0.12}
    return {name: flags(some(chance, rows, share=share)) for name, share in shares.items()}


def assets_table(world: World) -> pa.Table:
    """Property as surveyed in October 2018: all registry households and some ordinary ones."""
    chance, homes = world.chance("assets"), world.homes
    some_more = world.sampled(
        "asset sample",
        (homes.status == ORDINARY) & ~homes.town,
        count=scaled(ASSET_SAMPLE, world.scale),
    )
    who = np.union1d(np.flatnonzero(world.listed), some_more)
    rows, needy = len(who), homes.needy[who]
    salary = world.any_member(world.people.public)[who]
    shares = {"car": 0.09, "company": 0.02, "city_flat": 0.05, "machinery": 0.02}
    owned = {
        name: flags(chance.random(rows) < np.where(needy, share / 60, share))
        for name, share in shares.items()
    }
    return shaped(
        "assets",
        {
            "household_id": world.household_ids.take(pa.array(who)),
            "surveyed_on": dates(day("2018-10-08") + chance.integers(0, 20, rows)),
            **owned,
            "public_salary": flags(salary),
        },
    )


def procedure_table(world: World) -> pa.Table:
    """Each identification and exit with its steps; in a few a step is missing or too short."""
    chance, needy = world.chance("procedure"), world.homes.needy
    needy = needy & apart_from(world.homes, world.changes)  # a part went with the whole
    first = np.flatnonzero(needy)
    gone = np.flatnonzero(needy & (world.exited < NEVER))
    who = np.r_[first, gone]
    exits = np.r_[np.zeros(len(first), np.bool_), np.ones(len(gone), np.bool_)]
    end = np.where(exits, world.exited[who], world.identified[who])
    rows = len(who)
    notice = end - chance.integers(45, 60, rows)
    length = np.where(some(chance, rows, share=0.006), chance.integers(2, 6, rows), 7)
    year = end.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return shaped(
        "procedure",
        {
            "household_id": world.household_ids.take(pa.array(who)),
            "kind": coded(("identification", "exit"), exits.astype(np.int64)),
            "year": integers(year),
            "applied_on": dates(notice - 20, exits),
            "discussed_on": dates(notice - 10 + some(chance, rows, share=0.002) * 30),
            "verified_on": dates(notice - 5),
            "consented_on": dates(notice - 2, ~exits | some(chance, rows, share=0.004)),
            "notice_from": dates(notice),
            "notice_to": dates(notice + length - 1),
            "objections": integers(some(chance, rows, share=0.002).astype(np.int64)),
            "township_on": dates(notice + 12),
            "county_on": dates(notice + 25, some(chance, rows, share=0.004)),
            "announced_on": dates(notice + 30),
        },
    )
