"""Services and hardship of villages: surveys, institutions, minutes to care, indicators."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import (
    Flags,
    Floats,
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
from wuxiang.demo.chance import pick, sample, scaled, some
from wuxiang.demo.places import VILLAGES
from wuxiang.demo.world import World

ROUNDS = (day("2017-09-01"), day("2018-11-01"))
CLINICS = 126
CLOSED_CLINICS = 3
FIRST_FAILURES = {"water": 0.16, "road": 0.08, "bus": 0.12, "net": 0.20, "power": 0.10}
BUS = ("scheduled", "fixed_day", "telephone", "none")
LATEST_MINUTES = 30
FAR_NATURAL_VILLAGES = 8
UNTIMED_NATURAL_VILLAGES = 6
ASSESSED = day("2016-06-30")
THRESHOLDS = (30.0, 3_000.0, 60.0, 60.0, 15.0, 25.0, 20.0, 60.0)
"""Where the demo supposes the eight thresholds to lie; what the county holds is in its policy."""
WORSE_IS_HIGHER = np.array([True, False, False, False, True, True, True, False])
SPREAD = np.array([20.0, 700.0, 22.0, 22.0, 14.0, 22.0, 16.0, 22.0])


def village_survey_table(world: World) -> pa.Table:
    """Two rounds in each village: in the first some things fail, in the second none does."""
    chance, places = world.chance("village surveys"), world.places
    n = places.villages
    village = np.tile(np.arange(n), 2)
    rows, first = 2 * n, np.repeat([True, False], n)
    fails = {
        name: first & some(chance, rows, share=share) for name, share in FIRST_FAILURES.items()
    }
    dry = places.rain_fed[village]
    litres = np.where(dry, chance.uniform(24, 33, rows), chance.uniform(45, 95, rows))
    tap = ~fails["water"] & ~dry & some(chance, rows, share=0.93)
    bus = np.where(fails["bus"], 3, np.tile(pick(chance, (62, 26, 12), rows=n), 2))
    starts = np.repeat(ROUNDS, n)
    return shaped(
        "village_survey",
        {
            "village_code": coded(places.codes, village),
            "round": integers(np.repeat([1, 2], n)),
            "surveyed_on": dates(starts + chance.integers(0, 25, rows)),
            "litres_per_day": numbers(
                np.where(fails["water"], chance.uniform(9, 18, rows), litres)
            ),
            "quality_passed": flags(~(fails["water"] & some(chance, rows, share=0.4))),
            "tap_at_home": flags(tap),
            "fetch_minutes": numbers(chance.integers(4, 16, rows), tap),
            "interruption_days": integers(chance.integers(2, 25, rows)),
            "domestic_power": flags(np.ones(rows, np.bool_)),
            "production_power": flags(~fails["power"]),
            "hardened_road": flags(~fails["road"]),
            "bus": coded(BUS, bus),
            "bus_days_a_month": integers(np.array([30, 8, 30, 0])[bus]),
            "broadband": flags(~fails["net"]),
        },
    )


def clinic_villages(world: World) -> Ints:
    """Positions of the villages that have a clinic of their own, spread over all townships."""
    n = world.places.villages
    count = min(scaled(CLINICS, n / VILLAGES), n)
    return np.unique(np.linspace(0, n - 1, count).round().astype(np.int64))


def facility_table(world: World) -> pa.Table:
    """Village clinics, a hospital in each township, two of the county, three community clinics.

    A few clinics were closed when their neighbours took them over.
    """
    chance, places = world.chance("facilities"), world.places
    clinics = clinic_villages(world)
    without = np.setdiff1d(np.arange(places.villages), clinics)
    closed = sample(chance, without, count=scaled(CLOSED_CLINICS, world.scale))
    seats = _township_seats(world)
    town = np.arange(places.villages, len(places.codes))
    community = np.resize(town, 3)
    where = np.r_[clinics, seats, np.resize(town, 2), community, closed]
    parts = [len(clinics), len(seats), 2, 3, len(closed)]
    kind = np.repeat([0, 1, 2, 3, 0], parts)
    rows = len(where)
    shut = np.repeat([False, False, False, False, True], parts)
    names = [places.names[at] for at in where.tolist()]
    labels = ("村卫生室（演示）", "卫生院（演示）", "县级医院（演示）", "卫生服务站（演示）")
    built = np.where(kind == 0, pick(chance, (40, 50, 36), rows=rows), 3)
    return shaped(
        "facility",
        {
            "facility_id": numbered("YL", np.arange(1, rows + 1), width=4),
            "kind": coded(
                ("village_clinic", "township_hospital", "county_hospital", "community_clinic"), kind
            ),
            "name": pa.array([n + labels[k] for n, k in zip(names, kind.tolist(), strict=True)]),
            "village_code": coded(places.codes, where),
            "built": coded(("new", "rebuilt", "integrated", "existing"), built),
            "opened_on": dates(day("2017-01-01") + chance.integers(0, 600, rows)),
            "closed_on": dates(np.full(rows, day("2018-10-31")), ~shut),
            "doctors": integers(np.where(kind == 0, 1, chance.integers(3, 40, rows))),
        },
    )


def _township_seats(world: World) -> Ints:
    township = np.array([code[:9] for code in world.places.codes[: world.places.villages]])
    return np.unique(township, return_index=True)[1]


def care_time_table(world: World, facilities: pa.Table) -> pa.Table:
    """Minutes from each village and natural village to its institutions, measured or typed.

    Each village has one at most 30 minutes away. A few natural villages are further, and for a
    few nobody has timed the way.
    """
    chance, places = world.chance("care times"), world.places
    open_ones = facilities.filter(pc.is_null(facilities["closed_on"]))
    site, target = _journeys(world, open_ones)
    rows, outlying = len(site), places.natural[site]
    minutes = np.where(outlying, chance.integers(8, 29, rows), chance.integers(3, 27, rows))
    rural = np.flatnonzero(places.natural)
    far = sample(chance, rural, count=scaled(FAR_NATURAL_VILLAGES, world.scale))
    rest = np.setdiff1d(rural, far)
    untimed = sample(chance, rest, count=scaled(UNTIMED_NATURAL_VILLAGES, world.scale))
    minutes = np.where(np.isin(site, far), LATEST_MINUTES + chance.integers(3, 25, rows), minutes)
    unknown = np.isin(site, untimed)
    village = places.settlement_village[site]
    return shaped(
        "care_time",
        {
            "place_code": coded(places.settlement_code, site),
            "village_code": coded(places.codes, village),
            "facility_id": open_ones["facility_id"].combine_chunks().take(pa.array(target)),
            "determined_on": dates(day("2018-11-05") + chance.integers(0, 30, rows)),
            "minutes": numbers(minutes, unknown),
            "method": coded(
                ("measured", "typed"),
                some(chance, rows, share=0.4).astype(np.int64),
                missing=unknown,
            ),
            "determined_by": filled("测定员（演示）", rows),
        },
    )


def _journeys(world: World, facilities: pa.Table) -> tuple[Ints, Ints]:
    """Pairs of a rural settlement and an open institution: its own, or one of its township."""
    places = world.places
    codes = facilities["village_code"].to_pylist()
    own = {code: number for number, code in reversed(list(enumerate(codes)))}
    township: dict[str, list[int]] = {}
    for number, code in enumerate(codes):
        township.setdefault(code[:9], []).append(number)
    in_town = [at for at, code in enumerate(codes) if code.startswith("140930400")]
    pairs: set[tuple[int, int]] = set()
    for site, at in enumerate(places.settlement_village.tolist()):
        code = places.codes[at]
        if at >= places.villages:
            continue
        near = township.get(code[:9], in_town)
        pairs.add((site, own.get(code, near[site % len(near)])))
        if places.settlement_code[site] == code:
            pairs |= {(site, number) for number, place in enumerate(codes) if place == code}
            pairs |= {(site, number) for number in (in_town if code[:9] == "140930100" else ())}
    ordered = np.array(sorted(pairs), np.int64)
    return ordered[:, 0], ordered[:, 1]


def hardship_table(world: World) -> pa.Table:
    """The eight indicators of every village and natural village, as assessed in 2016.

    Where people moved, all eight are worse than the thresholds; some others miss only one.
    """
    chance, places = world.chance("hardship"), world.places
    site = np.flatnonzero(places.settlement_village < places.villages)
    rows, moved = len(site), places.moved[site]
    values = _indicators(chance, moved, nearly=places.nearly[site], rows=rows)
    whole = values.T
    village = places.settlement_village[site]
    return shaped(
        "hardship",
        {
            "place_code": coded(places.settlement_code, site),
            "assessed_on": dates(np.full(rows, ASSESSED)),
            "village_code": coded(places.codes, village),
            "incidence": numbers(whole[0]),
            "income_per_head": yuan(np.rint(whole[1])),
            "infrastructure_score": numbers(np.rint(whole[2])),
            "housing_score": numbers(np.rint(whole[3])),
            "support_share": numbers(whole[4]),
            "illness_share": numbers(whole[5]),
            "elderly_share": numbers(whole[6]),
            "services_score": numbers(np.rint(whole[7])),
        },
    )


def _indicators(chance: np.random.Generator, moved: Flags, *, nearly: Flags, rows: int) -> Floats:
    """Rows × 8; worse than the threshold by 10 to 90 % of the spread, or better by as much."""
    worse = chance.random((rows, 8)) < 0.2
    worse[nearly] = True
    worse[moved] = True
    missed = chance.integers(0, 8, rows)
    missed[nearly] = np.arange(nearly.sum()) % 8  # so that each threshold, moved, moves the figure
    worse[np.arange(rows)[~moved], missed[~moved]] = False
    side = np.where(worse == WORSE_IS_HIGHER, 1.0, -1.0)
    values = np.array(THRESHOLDS) + side * chance.uniform(0.1, 0.9, (rows, 8)) * SPREAD
    return np.asarray(np.maximum(values, 0.5), np.float64)
