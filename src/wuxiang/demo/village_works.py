"""What the demo county does for villages: defects repaired, money, water prices, appearance."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import (
    Flags,
    Ints,
    coded,
    dates,
    day,
    flags,
    integers,
    numbered,
    numbers,
    shaped,
    yuan,
)
from wuxiang.demo.chance import pick, sample, scaled, split
from wuxiang.demo.families import AS_OF
from wuxiang.demo.places import VILLAGES
from wuxiang.demo.world import World

SERVICES = ("water", "power", "road", "network", "housing")
FAULTS = ("供水不足", "无动力电", "道路未硬化", "未通宽带", "墙体开裂")
FIVE_SERVICES = 244_000_000
WHOLE_VILLAGE = {"bond": 60_960_000, "integrated": 3_369_000, "ppp": 300_000_000}
WATER_SUBSIDY = 1_438_000
LATE_DEFECTS = 60
SHORT_OF_SUBSIDY = 3
UNREAD_METERS = 2
DEAR_WATER = 2
NOT_BETTER = 4
NOT_LOOKED_AT = 2


def village_works_tables(world: World, surveys: pa.Table) -> dict[str, pa.Table]:
    """The four tables by name; `surveys` is the table village_survey."""
    return {
        "service_defect": _defects(world, surveys),
        "service_fund": _funds(world),
        "water_price": _water_prices(world),
        "village_appearance": _appearance(world),
    }


def of_county(world: World, whole: int) -> int:
    """The part of a whole county's sum that falls to a smaller county's villages."""
    return scaled(whole, world.places.villages / VILLAGES)


def _defects(world: World, surveys: pa.Table) -> pa.Table:
    """What the first round found, repaired by the second; and a few found since."""
    chance, n = world.chance("defects"), world.places.villages
    failed = _failures(surveys)
    row, service = np.nonzero(failed)
    found = surveys["surveyed_on"].combine_chunks().cast(pa.int32()).to_numpy()
    second = row + n
    late = scaled(LATE_DEFECTS, world.scale)
    since = AS_OF - chance.integers(20, 110, late)
    village = np.r_[row, chance.integers(0, n, late)]
    what = np.r_[service, chance.integers(0, len(SERVICES), late)]
    found_on = np.r_[found[row], since]
    rows = len(village)
    state = np.r_[np.full(len(row), 2), pick(chance, (40, 30, 30), rows=late)]
    mended = np.where(np.arange(rows) < len(row), found_on + 200, AS_OF - 40)
    mended = np.maximum(mended + chance.integers(-15, 15, rows), found_on + 1)
    checked = np.minimum(np.r_[found[second], mended[len(row) :] + 12], AS_OF)
    return shaped(
        "service_defect",
        {
            "defect_id": numbered("WT", np.arange(1, rows + 1), width=5),
            "village_code": coded(world.places.codes, village),
            "round": integers(np.where(np.arange(rows) < len(row), 1, 2)),
            "service": coded(SERVICES, what),
            "defect": coded([f"{name}（演示）" for name in FAULTS], what),
            "found_on": dates(found_on),
            "repair_due_on": dates(found_on + 90),
            "mended_on": dates(mended, state == 0),
            "repair_checked_on": dates(checked, state < 2),
            "repair_passed": flags(np.ones(rows, np.bool_), state < 2),
        },
    )


def _failures(surveys: pa.Table) -> Flags:
    """For each village and service, whether the first round found it lacking; houses never."""
    first = surveys.slice(0, len(surveys) // 2)
    short = np.asarray(first["litres_per_day"].cast(pa.float64()).to_numpy()) < 20
    lacking = [~np.asarray(first[name].to_numpy(), np.bool_) for name in LOOKED_AT]
    return np.stack([short, *lacking, np.zeros(len(first), np.bool_)], axis=1)


LOOKED_AT = ("production_power", "hardened_road", "broadband")


def _funds(world: World) -> pa.Table:
    chance, places = world.chance("funds"), world.places
    poor = np.flatnonzero(places.poor)
    everywhere = np.arange(places.villages)
    parts = [
        ("five_services", "integrated", everywhere, FIVE_SERVICES),
        *(("whole_village", origin, poor, total) for origin, total in WHOLE_VILLAGE.items()),
    ]
    village = np.concatenate([who for _, _, who, _ in parts])
    counts = [len(who) for _, _, who, _ in parts]
    amounts = [
        split(of_county(world, total), chance.uniform(0.4, 1.6, len(who)), least=1_000)
        for _, _, who, total in parts
    ]
    rows = len(village)
    return shaped(
        "service_fund",
        {
            "fund_id": numbered("ZJ", np.arange(1, rows + 1), width=5),
            "purpose": coded([one[0] for one in parts], np.repeat(np.arange(len(parts)), counts)),
            "origin": coded([one[1] for one in parts], np.repeat(np.arange(len(parts)), counts)),
            "village_code": coded(places.codes, village),
            "fund_amount": yuan(np.concatenate(amounts)),
            "arranged_on": dates(day("2018-03-01") + chance.integers(0, 300, rows)),
        },
    )


def _water_prices(world: World) -> pa.Table:
    """Last year's subsidy of each village; a few got too little, or pay too much."""
    chance, n = world.chance("water prices"), world.places.villages
    subsidy = split(of_county(world, WATER_SUBSIDY), chance.uniform(0.3, 1.8, n), least=200)
    odd = sample(chance, np.arange(n), count=scaled(SHORT_OF_SUBSIDY, world.scale))
    unread = sample(chance, np.arange(n), count=scaled(UNREAD_METERS, world.scale))
    dear = sample(chance, np.arange(n), count=scaled(DEAR_WATER, world.scale))
    sold = subsidy * np.where(np.isin(np.arange(n), odd), 1.15, 1.0)
    price = np.where(np.isin(np.arange(n), dear), 4, chance.integers(2, 4, n))
    return shaped(
        "water_price",
        {
            "village_code": coded(world.places.codes, np.arange(n)),
            "year": integers(np.full(n, 2018)),
            "water_sold": numbers(sold, np.isin(np.arange(n), unread)),
            "price_charged": yuan(price),
            "water_subsidy": yuan(subsidy),
            "subsidised_on": dates(day("2018-12-10") + chance.integers(0, 20, n)),
        },
    )


def _appearance(world: World) -> pa.Table:
    """Each poor village before and after; a few are no better, a few not looked at since."""
    chance, places = world.chance("appearance"), world.places
    poor = np.flatnonzero(places.poor)
    same = np.isin(poor, sample(chance, poor, count=scaled(NOT_BETTER, world.scale)))
    unseen = np.isin(poor, sample(chance, poor, count=scaled(NOT_LOOKED_AT, world.scale)))
    before = chance.integers(38, 62, len(poor))
    gain = np.where(same, chance.integers(0, 6, len(poor)), chance.integers(12, 34, len(poor)))
    seen = poor[~unseen]
    village, after = np.r_[poor, seen], np.repeat([False, True], [len(poor), len(seen)])
    score: Ints = np.r_[before, (before + gain)[~unseen]]
    bad = ~after | np.r_[same, same[~unseen]]
    rows = len(village)
    first, last = day("2016-05-01"), day("2018-11-10")
    return shaped(
        "village_appearance",
        {
            "village_code": coded(places.codes, village),
            "phase": coded(("before", "after"), after.astype(np.int64)),
            "assessed_on": dates(np.where(after, last, first) + chance.integers(0, 20, rows)),
            "dirty": flags(bad & (chance.random(rows) < 0.8)),
            "disorderly": flags(bad & (chance.random(rows) < 0.7)),
            "shabby": flags(bad),
            "appearance_score": numbers(score),
        },
    )
