"""The places of the demo county: real townships and villages, invented natural villages."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Flags, Ints, coded, dates, day, degrees, filled, flags, shaped
from wuxiang.demo.chance import pick, sample, scaled, split, stream
from wuxiang.demo.outline import Outline, laid_out
from wuxiang.errors import Place, UserError

COUNTY = "140930000000"
COMMUNITY_TOWNSHIP = "140930400"
EDITION = day("2018-10-31")
MARK = "（演示）"
ZONES = ("plain", "half_hill", "high_hill")
ZONE_OF_TOWNSHIP = {"100": 0, "101": 0, "102": 1, "103": 0, "200": 1, "201": 0, "202": 1}
HIGH_HILL = 2
MOVED = 33
MOVED_FROM = 28
MOVED_HOUSEHOLDS = 664
MOVED_PEOPLE = 1_546
NEARLY_MOVED = 12
POOR_VILLAGES = 160
PRIORITY_VILLAGES = 66
RAIN_FED_VILLAGES = 24
VILLAGES = 314
COMMUNITIES = 11
RURAL_HOUSEHOLDS = 36_200
TOWN_HOUSEHOLDS = 13_800
HEADS = "上下前后东西南北大小老新"
DISSOLVED = 26
"""Administrative villages that the last edition no longer has; which ones is invented."""
FIRST_EDITION = day("2014-01-01")
OLD_NUMBER = 380
"""From here on no village of the list is numbered (the last three digits of its code)."""
TAILS = "沟梁坪洼坡塔墕圪咀湾峁"


@dataclass(frozen=True)
class Places:
    """Villages (then communities) that are lived in, and the settlements in which people live.

    The first settlement of a village is the village itself; the others are natural villages.
    """

    townships: tuple[tuple[str, str], ...]
    """Code (9 digits) and name of all townships."""
    listed: tuple[tuple[str, str], ...]
    """Code and name of all 325 units of the national list."""
    codes: tuple[str, ...]
    names: tuple[str, ...]
    villages: int
    """How many of `codes` are administrative villages; the rest are communities."""
    zone: Ints
    poor: Flags
    priority: Flags
    rain_fed: Flags
    settlement_village: Ints
    settlement_code: tuple[str, ...]
    settlement_name: tuple[str, ...]
    moved: Flags
    """Settlements from which everybody moves."""
    nearly: Flags
    """Settlements that miss one hardship threshold."""
    households: Ints
    """Number of households of each settlement."""

    @property
    def township_of(self) -> list[str]:
        """Name of each inhabited unit's township."""
        names = dict(self.townships)
        return [names[code[:9]] for code in self.codes]

    @property
    def natural(self) -> Flags:
        """Which settlements are natural villages rather than the village itself."""
        return np.array([len(code) > 12 for code in self.settlement_code], np.bool_)


def lay_out(pack: Path, *, seed: int, scale: float) -> Places:
    """Villages, settlements and their numbers of households, from the pack's real lists.

    Raises UserError when the pack has no lists of areas.
    """
    chance = stream(seed, "places")
    townships = _read(pack / "areas" / "townships_2018.csv")
    listed = _read(pack / "areas" / "villages_2018.csv")
    rural = [row for row in listed if not row[0].startswith(COMMUNITY_TOWNSHIP)]
    urban = [row for row in listed if row[0].startswith(COMMUNITY_TOWNSHIP)]
    villages = _spread(rural, scaled(VILLAGES, scale, least=12))
    units = [*villages, *_spread(urban, scaled(COMMUNITIES, scale))]
    zone = np.array([ZONE_OF_TOWNSHIP.get(code[6:9], HIGH_HILL) for code, _ in units])
    n = len(villages)
    poor = _chosen(
        chance, n, count=scaled(POOR_VILLAGES, n / VILLAGES), weights=np.where(zone[:n] == 0, 1, 3)
    )
    rank = np.where(poor, 5, 0.1)
    settled = _settle(chance, units, villages=n, poor=poor)
    moved, nearly = settled[3], settled[4]
    return Places(
        townships=tuple(townships),
        listed=tuple(listed),
        codes=tuple(code for code, _ in units),
        names=tuple(name for _, name in units),
        villages=n,
        zone=zone,
        poor=poor,
        priority=_chosen(chance, n, count=scaled(PRIORITY_VILLAGES, n / VILLAGES), weights=rank),
        rain_fed=_chosen(
            chance, n, count=scaled(RAIN_FED_VILLAGES, n / VILLAGES), weights=zone[:n] ** 3 + 0.01
        ),
        settlement_village=settled[0],
        settlement_code=tuple(settled[1]),
        settlement_name=tuple(settled[2]),
        moved=moved,
        nearly=nearly,
        households=_households(chance, settled[0], moved=moved, villages=n, scale=scale),
    )


def area_table(places: Places, *, seed: int, outline: Outline) -> pa.Table:
    """The county, its townships, all listed villages and the invented natural villages."""
    chance = stream(seed, "coordinates")
    natural = np.flatnonzero(places.natural)
    rows: list[tuple[str, str, str, str | None]] = [(COUNTY, "county", "河曲县", None)]
    rows += [(f"{c}000", "township", name, COUNTY) for c, name in places.townships]
    for code, name in places.listed:
        level = "community" if code.startswith(COMMUNITY_TOWNSHIP) else "village"
        rows.append((code, level, name, f"{code[:9]}000"))
    for at in natural.tolist():
        code = places.settlement_code[at]
        rows.append((code, "natural_village", places.settlement_name[at], code[:12]))
    number = {row[0]: at for at, row in enumerate(rows)}
    parents = [None if row[3] is None else number[row[3]] for row in rows]
    points = laid_out(outline, parents, chance)
    columns = list(zip(*rows, strict=True))
    return shaped(
        "area",
        {
            "area_code": pa.array(columns[0]),
            "valid_from": dates(np.full(len(rows), EDITION)),
            "level": pa.array(columns[1]),
            "name": pa.array(columns[2]),
            "parent_code": pa.array(columns[3]),
            "longitude": degrees(points[:, 0]),
            "latitude": degrees(points[:, 1]),
            "datum": filled("WGS84", len(rows)),
        },
    )


def dissolved_table(places: Places, *, seed: int) -> pa.Table:
    """Invented villages that ended with the last edition, and the real ones they went into."""
    chance = stream(seed, "dissolved villages")
    count = min(DISSOLVED, places.villages)
    into = sample(chance, np.arange(places.villages), count=count).tolist()
    names = [_natural_names(chance, places.names[at], count=1)[0] for at in into]
    codes = [f"{places.codes[at][:9]}{OLD_NUMBER + turn}" for turn, at in enumerate(into)]
    return shaped(
        "area",
        {
            "area_code": pa.array(codes),
            "valid_from": dates(np.full(count, FIRST_EDITION)),
            "valid_to": dates(np.full(count, EDITION)),
            "level": filled("village", count),
            "name": pa.array(names),
            "parent_code": pa.array([f"{code[:9]}000" for code in codes]),
            "successor_code": pa.array([places.codes[at] for at in into]),
        },
    )


def village_table(places: Places) -> pa.Table:
    """The administrative villages with their marks; communities are not in it."""
    n = places.villages
    return shaped(
        "village",
        {
            "village_code": pa.array(places.codes[:n]),
            "zone": coded(ZONES, places.zone[:n]),
            "poor_village": flags(places.poor),
            "priority_village": flags(places.priority),
            "rain_fed_water": flags(places.rain_fed),
            "water_short": flags(places.rain_fed | (places.zone[:n] == HIGH_HILL)),
        },
    )


def _read(file: Path) -> list[tuple[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except FileNotFoundError as error:
        raise UserError(
            "the county pack has no list of areas",
            remedy="name a pack with areas/villages_2018.csv, as counties/hequ",
            place=Place(str(file)),
        ) from error
    return [(row["code"], row["name"].removesuffix("村委会")) for row in rows]


def _spread(rows: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    positions = np.linspace(0, len(rows) - 1, min(count, len(rows))).round().astype(int)
    return [rows[position] for position in positions.tolist()]


def _chosen(chance: np.random.Generator, rows: int, *, count: int, weights: object) -> Flags:
    share = np.asarray(weights, np.float64)
    picked = chance.choice(rows, min(count, rows), replace=False, p=share / share.sum())
    found = np.zeros(rows, np.bool_)
    found[picked] = True
    return found


def _settle(
    chance: np.random.Generator, units: list[tuple[str, str]], *, villages: int, poor: Flags
) -> tuple[Ints, list[str], list[str], Flags, Flags]:
    """Village, code, name, whether moved and whether nearly moved, settlement by settlement."""
    origins = sample(chance, np.flatnonzero(poor), count=scaled(MOVED_FROM, villages / VILLAGES))
    moved_of = np.zeros(len(units), np.int64)
    moved_of[origins] = split(scaled(MOVED, villages / VILLAGES), np.ones(len(origins)), least=1)
    nearly_of = np.zeros(len(units), np.int64)
    nearly_of[
        sample(chance, np.flatnonzero(poor), count=scaled(NEARLY_MOVED, villages / VILLAGES))
    ] = 1
    others = np.where(
        np.arange(len(units)) < villages, pick(chance, (2, 4, 3, 1), rows=len(units)), 0
    )
    village, codes, names, moved, nearly = [], [], [], [], []
    for at, (code, name) in enumerate(units):
        count = int(moved_of[at] + nearly_of[at] + others[at])
        labels = _natural_names(chance, name, count=count)
        village += [at] * (count + 1)
        codes += [code, *(f"{code}{number:03d}" for number in range(1, count + 1))]
        names += [name, *labels]
        kinds = np.repeat([0, 1, 2, 0], [1, moved_of[at], nearly_of[at], others[at]])
        moved += (kinds == 1).tolist()
        nearly += (kinds == 2).tolist()
    return np.array(village), codes, names, np.array(moved), np.array(nearly)


def _natural_names(chance: np.random.Generator, village: str, *, count: int) -> list[str]:
    positions = chance.choice(len(HEADS) * len(TAILS), count, replace=False)
    pairs = [divmod(position, len(TAILS)) for position in positions.tolist()]
    return [f"{village[:2]}{HEADS[head]}{TAILS[tail]}{MARK}" for head, tail in pairs]


def _households(
    chance: np.random.Generator, village: Ints, *, moved: Flags, villages: int, scale: float
) -> Ints:
    size = np.exp(chance.normal(0, 0.45, int(village.max()) + 1))
    main = np.r_[True, village[1:] != village[:-1]]
    weight = size[village] * np.where(main, 1.0, chance.uniform(0.08, 0.22, len(village)))
    found = np.zeros(len(village), np.int64)
    town = village >= villages
    movers = scaled(MOVED_HOUSEHOLDS, scale, least=2 * int(moved.sum()))
    rest = ~town & ~moved
    found[moved] = split(movers, weight[moved] + 0.2, least=2)
    rural = scaled(RURAL_HOUSEHOLDS, scale) - movers
    found[rest] = split(max(rural, 3 * int(rest.sum())), weight[rest], least=3)
    found[town] = split(scaled(TOWN_HOUSEHOLDS, scale, least=20), weight[town], least=10)
    return found
