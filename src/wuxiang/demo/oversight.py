"""Inspection teams, unannounced visits, bulletins, telephone checks of the demo county."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import Ints, coded, dates, day, flags, numbered, shaped
from wuxiang.demo.chance import sample, scaled, some
from wuxiang.demo.families import AS_OF
from wuxiang.demo.world import World

COVERT_TEAMS = 13
RECHECK_TEAMS = 4
SIZES = (*[3] * COVERT_TEAMS, *[4] * RECHECK_TEAMS, 5)
KINDS = (*["covert"] * COVERT_TEAMS, *["recheck"] * RECHECK_TEAMS, "phone")
UNVISITED = 26
FINDING_SHARE = 0.02
DAYS = 31
FEW_CALLS = (4, 17)
"""Days ago on which too few were called."""
CALL_SHARE = 0.02
CALLER_NAMES = ("抽查员1", "抽查员2", "抽查员3", "抽查员4", "抽查员5")
WEEKS = 14
FIRST_SUNDAY = day("2016-01-03")
MONTH_ENDS = ("2018-12-31", "2019-01-31", "2019-02-28", "2019-03-31")
MISSING_DAYS = (6, 20)


def oversight_tables(world: World, helpers: pa.Table, *, pairing: pa.Table) -> dict[str, pa.Table]:
    """The four tables by name; `helpers` and `pairing` are tables of the county."""
    return {
        "inspector": _inspectors(helpers),
        "covert_visit": _visits(world),
        "bulletin": _bulletins(),
        "phone_check": _calls(world, helpers, pairing=pairing),
    }


def team_names() -> list[str]:
    """The teams: thirteen of three, four of four, one of five."""
    covert = [f"暗访{number}组" for number in range(1, COVERT_TEAMS + 1)]
    return [*covert, *(f"督查{number}组" for number in range(1, RECHECK_TEAMS + 1)), "电话抽查组"]


def _inspectors(helpers: pa.Table) -> pa.Table:
    team = np.repeat(np.arange(len(SIZES)), SIZES)
    rows = len(team)
    who = np.resize(np.arange(len(helpers)), rows)
    return shaped(
        "inspector",
        {
            "team": coded(team_names(), team),
            "inspection_kind": coded(KINDS, team),
            "helper_id": helpers["helper_id"].combine_chunks().take(pa.array(who)),
            "from_date": dates(np.full(rows, day("2018-03-15"))),
        },
    )


def _visits(world: World) -> pa.Table:
    """A visit to each village and to each poor household, but for a few; some find something."""
    chance, homes, places = world.chance("covert visits"), world.homes, world.places
    kept = np.flatnonzero(homes.kept)
    missed = sample(chance, kept, count=scaled(UNVISITED, world.scale))
    seen = np.setdiff1d(kept, missed)
    village = np.r_[np.arange(places.villages), homes.village[seen]]
    rows, alone = len(village), places.villages
    home = np.r_[np.full(alone, -1), seen]
    when = AS_OF - chance.integers(3, np.where(np.arange(rows) < alone, 150, 340), rows)
    told = (home >= 0) & some(chance, rows, share=0.002)
    kept_up = [~some(chance, rows, share=FINDING_SHARE) for _ in range(3)]
    unwritten = some(chance, rows, share=0.002)
    return shaped(
        "covert_visit",
        {
            "visit_id": numbered("AF", np.arange(1, rows + 1), width=6),
            "team": coded(team_names(), village % COVERT_TEAMS),
            "village_code": coded(places.codes, village),
            "household_id": world.household_ids.take(pa.array(home, mask=home < 0)),
            "visited_at": dates(when),
            "announced": flags(told),
            "responsibility_kept": flags(kept_up[0]),
            "policy_kept": flags(kept_up[1]),
            "work_kept": flags(kept_up[2], unwritten),
        },
    )


def _bulletins() -> pa.Table:
    """One for each day, week and month, but for two days; one was signed a day late."""
    daily = [AS_OF - ago for ago in range(1, 100) if ago not in MISSING_DAYS]
    sunday = FIRST_SUNDAY + (AS_OF - 1 - FIRST_SUNDAY) // 7 * 7
    weekly = [sunday - 7 * ago for ago in range(WEEKS)]
    ends: Ints = np.array([*daily, *weekly, *(day(text) for text in MONTH_ENDS)])
    kind = np.repeat([0, 1, 2], [len(daily), len(weekly), len(MONTH_ENDS)])
    rows = len(ends)
    late = (np.arange(rows) == len(daily) + 1).astype(np.int64)
    return shaped(
        "bulletin",
        {
            "bulletin_id": numbered("TB", np.arange(1, rows + 1), width=4),
            "bulletin_kind": coded(("daily", "weekly", "monthly"), kind),
            "period_end": dates(ends),
            "signed_on": dates(np.minimum(ends + 1, AS_OF) + late),
            "published_on": dates(np.minimum(ends + 1, AS_OF)),
            "ranked": coded(("townships",), np.zeros(rows), missing=kind != 1),
        },
    )


def _calls(world: World, helpers: pa.Table, *, pairing: pa.Table) -> pa.Table:
    """Two of a hundred helpers and their household each day, each helper once; two days too few."""
    chance = world.chance("calls")
    helper, home = _pairs(helpers, pairing)
    each = max(1, int(np.ceil(CALL_SHARE * len(helper))))
    ago = np.repeat(np.arange(1, DAYS + 1), each)
    turn = np.tile(np.arange(each), DAYS)
    keep = ~(np.isin(ago, FEW_CALLS) & (turn >= each // 2))
    ago, turn = ago[keep], turn[keep]
    pick = chance.permutation(len(helper))[(ago * each + turn) % len(helper)]
    rows = len(ago)
    reached = ~some(chance, rows, share=0.06)
    good = [~some(chance, rows, share=0.025) for _ in range(3)]
    return shaped(
        "phone_check",
        {
            "call_id": numbered("DH", np.arange(1, rows + 1), width=5),
            "called_on": dates(AS_OF - ago),
            "caller": coded(CALLER_NAMES, turn % len(CALLER_NAMES)),
            "helper_id": helpers["helper_id"].combine_chunks().take(pa.array(helper[pick])),
            "household_id": pairing["household_id"].combine_chunks().take(pa.array(home[pick])),
            "reached": flags(reached),
            "present": flags(good[0], ~reached),
            "devoted": flags(good[1], ~reached),
            "working": flags(good[2], ~reached),
        },
    )


def _pairs(helpers: pa.Table, pairing: pa.Table) -> tuple[Ints, Ints]:
    """Each helper with a household: his position, and the row of his first pairing that lasts."""
    lasting = np.flatnonzero(np.asarray(pairing["to_date"].is_null().to_numpy(), np.bool_))
    ids = np.asarray(pairing["helper_id"].to_numpy())[lasting]
    found, first = np.unique(ids, return_index=True)
    known = {one: at for at, one in enumerate(helpers["helper_id"].to_pylist())}
    return np.array([known[one] for one in found]), lasting[first]
