"""Resettlement: movers, flats, old houses, mergers, forest, work, the new communities."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

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
from wuxiang.demo.chance import scaled, some
from wuxiang.demo.industry import event_payments
from wuxiang.demo.labour import labour_of
from wuxiang.demo.moving import housed
from wuxiang.demo.places import HEADS, TAILS
from wuxiang.demo.world import World

NEW_SHARE = 744 / 1_484
MERGED = 26
MERGED_CODES = 901
"""Codes of dissolved villages end in 901 and up, which no real village of the county has."""
PAPERS = (
    *("relocation_agreement", "demolition_agreement", "vote"),
    *("request_to_township", "request_to_county", "filing"),
)
UNSIGNED_PAPERS = 2
ORGANISATIONS = (
    ("forest_station", 7, True, False),
    ("afforestation", 5, True, True),
    ("afforestation", 10, False, True),
    ("water_team", 9, False, True),
    ("park", 2, False, True),
)
"""Kind, number, in the moved area, made for movers: 12 forest ones there, 24 that take movers."""
JOB_KINDS = (
    *(("园区务工", 0), ("造林务工", 0), ("水保工程务工", 0), ("设施农业务工", 0), ("劳务输出", 0)),
    *(("手工加工", 0), ("护林员", 1), ("园林管护", 1), ("环卫保洁", 1), ("护路员", 1), ("安保", 1)),
)
JOB_CLASSES = ("产业就业", "公益岗位")
RANGER = 6
PLACES = (
    (
        "facility",
        ("社区服务中心", "心理咨询中心", "卫生室", "便民超市（演示）", "红白理事厅（演示）"),
    ),
    ("facility", ("日间照料室（演示）", "图书室（演示）", "健身广场（演示）")),
    ("service", ("学校", "福利养老楼", "农贸市场", "公交站（演示）", "派出所（演示）")),
)
NEEDS = 380


def mover_table(world: World, movers: Ints) -> pa.Table:
    """What each household pays itself: 9,000 yuan on average; a few were never written down."""
    chance, rows = world.chance("movers"), len(movers)
    agreed = day("2016-09-01") + chance.integers(0, 180, rows)
    lacking = np.arange(rows) >= len(housed(world, movers))
    return shaped(
        "mover",
        {
            "household_id": world.household_ids.take(pa.array(movers)),
            "moving_agreed_on": dates(agreed),
            "own_contribution": yuan(
                chance.integers(7_000, 11_001, rows), some(chance, rows, share=0.003)
            ),
            "moved_on": dates(day("2018-09-01") + chance.integers(0, 90, rows), lacking),
        },
    )


def flat_table(world: World, movers: Ints) -> pa.Table:
    """A flat for each household that is housed: half of them new, 20 to 25 ㎡ a head."""
    chance, home = world.chance("flats"), housed(world, movers)
    rows = len(home)
    members = np.maximum(world.members(np.ones(len(world.people), np.bool_))[home], 1)
    new = np.arange(rows) < round(rows * NEW_SHARE)
    area = members * np.where(some(chance, rows, share=0.02), 26.5, chance.uniform(20, 25, rows))
    built = day("2017-11-01") + chance.integers(0, 240, rows)
    return shaped(
        "flat",
        {
            "flat_id": numbered("ZF", np.arange(1, rows + 1), width=5),
            "household_id": world.household_ids.take(pa.array(home)),
            "flat_kind": coded(("new", "integrated"), np.where(new, 0, 1)),
            "site": coded(
                ("黄河安置区（演示）", "县城安置区（演示）"), chance.integers(0, 2, rows)
            ),
            "flat_area": numbers(area),
            "cost": yuan(chance.integers(1_480, 1_727, rows), ~new),
            "built_on": dates(built),
            "allotted_on": dates(built + chance.integers(10, 60, rows)),
        },
    )


def old_house_table(world: World) -> pa.Table:
    """The old house of each household of the moved villages, most of them done in time."""
    chance, home = world.chance("old houses"), np.flatnonzero(world.homes.moved)
    rows = len(home)
    house, yard = chance.integers(40, 121, rows), chance.integers(80, 301, rows)
    measured = day("2016-08-01") + chance.integers(0, 120, rows)
    agreed = measured + chance.integers(20, 150, rows)
    by = agreed + 540
    demolished = by - chance.integers(-40, 240, rows)
    reclaimed = demolished + chance.integers(60, 200, rows)
    standing, bare = some(chance, rows, share=0.02), some(chance, rows, share=0.04)
    termless = some(chance, rows, share=0.01)
    return shaped(
        "old_house",
        {
            "old_house_id": numbered("JF", np.arange(1, rows + 1), width=5),
            "household_id": world.household_ids.take(pa.array(home)),
            "house_area": numbers(house),
            "yard_area": numbers(yard),
            "measured_on": dates(measured),
            "value": yuan(house * 300 + yard * 20, some(chance, rows, share=0.005)),
            "agreed_on": dates(agreed, some(chance, rows, share=0.01)),
            "rights_kept": flags(np.ones(rows, np.bool_), some(chance, rows, share=0.01)),
            "demolish_by": dates(by, termless),
            "demolished_on": dates(np.minimum(demolished, day("2019-04-20")), standing),
            "reclaim_by": dates(by + 180, termless),
            "reclaimed_on": dates(np.minimum(reclaimed, day("2019-04-25")), standing | bare),
        },
    )


def old_house_payment_table(world: World, houses: pa.Table) -> pa.Table:
    """Compensation and rewards that were paid for old houses: nearly all that are due."""
    chance = world.chance("old house payments")
    home = np.flatnonzero(world.homes.moved)
    members = world.members(np.ones(len(world.people), np.bool_))[home]
    signed = houses["agreed_on"].is_valid().to_numpy()
    value = houses["value"].cast(pa.float64()).to_numpy(zero_copy_only=False)
    due = (
        ("old_house_compensation", signed & ~np.isnan(value), np.nan_to_num(value), "agreed_on"),
        ("demolition_reward", _in_time(houses, "demolish"), members * 10_000, "demolished_on"),
        ("reclamation_reward", _in_time(houses, "reclaim"), members * 5_000, "reclaimed_on"),
    )
    made = []
    for number, (programme, right, amount, since) in enumerate(due, start=1):
        at = np.flatnonzero(right & signed & ~some(chance, len(home), share=0.03))
        when = houses[since].combine_chunks().cast(pa.int32()).take(pa.array(at)).to_numpy()
        paid = np.minimum(when + chance.integers(10, 40, len(at)), day("2019-04-30"))
        yuan_paid = amount[at].astype(np.int64)
        table = event_payments(
            world,
            f"LR{number}",
            programmes=filled(programme, len(at)),
            person=world.homes.first[home[at]],
            event=numbered("JF", at + 1, width=5),
            money=np.stack([yuan_paid, paid, np.zeros(len(at), np.int64)]),
        )
        made.append(table)
    return pa.concat_tables(made)


def _in_time(houses: pa.Table, verb: str) -> Flags:
    done = {"demolish": "demolished_on", "reclaim": "reclaimed_on"}[verb]
    early = pc.less_equal(houses[done], houses[f"{verb}_by"])
    return np.asarray(pc.fill_null(early, False).to_numpy(), np.bool_)


def merger_tables(world: World) -> dict[str, pa.Table]:
    """Dissolved villages with invented codes, names and successors, and their papers."""
    chance, places = world.chance("mergers"), world.places
    rows = min(scaled(MERGED, world.scale, least=2), places.villages)
    at = np.linspace(0, places.villages - 1, rows).round().astype(np.int64)
    codes = [f"{places.codes[to][:9]}{MERGED_CODES + n}" for n, to in enumerate(at.tolist())]
    names = [
        f"{HEADS[n % len(HEADS)]}{TAILS[n % len(TAILS)]}村（演示·已撤并）" for n in range(rows)
    ]
    begun = day("2017-02-01") + chance.integers(0, 200, rows)
    paper = np.tile(np.arange(len(PAPERS)), rows)
    old = np.repeat(np.arange(rows), len(PAPERS))
    lines, vote = len(paper), paper == PAPERS.index("vote")
    voters = chance.integers(60, 300, lines)
    present = voters * chance.integers(60, 96, lines) // 100
    unsigned = (np.arange(lines) % (7 * len(PAPERS)) == 4) & (old < 7 * UNSIGNED_PAPERS)
    return {
        "village_merger": shaped(
            "village_merger",
            {
                "old_code": pa.array(codes),
                "old_name": pa.array(names),
                "village_code": coded(places.codes, at),
                "begun_on": dates(begun),
                "merged_on": dates(begun + chance.integers(90, 180, rows)),
            },
        ),
        "village_document": shaped(
            "village_document",
            {
                "old_code": coded(codes, old),
                "paper": coded(PAPERS, paper),
                "dated_on": dates(begun[old] + 10 * paper),
                "signed": flags(~unsigned),
                "file_number": numbered("CB", np.arange(1, lines + 1), width=4),
                "voters": integers(voters, ~vote),
                "voters_present": integers(present, ~vote),
                "in_favour": integers(present * 9 // 10, ~vote),
            },
        ),
    }


def forest_plot_table(world: World) -> pa.Table:
    """Eight plots of each moved place: farmland and bare hills; a few are not planted yet."""
    chance, places = world.chance("plots"), world.places
    village = np.repeat(places.settlement_village[np.flatnonzero(places.moved)], 8)
    rows = len(village)
    bare = some(chance, rows, share=0.3)
    allowed = some(chance, rows, share=0.8)
    planted = (bare | allowed) & ~some(chance, rows, share=0.03)
    listed = day("2017-03-01") + chance.integers(0, 120, rows)
    return shaped(
        "forest_plot",
        {
            "plot_id": numbered("DK", np.arange(1, rows + 1), width=5),
            "village_code": coded(places.codes, village),
            "plot_kind": coded(("farmland", "bare_hill"), bare.astype(np.int64)),
            "plot_area": numbers(chance.uniform(8, 60, rows)),
            "policy_allows": flags(allowed, bare | some(chance, rows, share=0.01)),
            "listed_on": dates(listed),
            "planted_on": dates(listed + chance.integers(20, 500, rows), ~planted),
        },
    )


def organisation_table() -> pa.Table:
    """Stations, co-operatives, teams and parks; one co-operative was dissolved."""
    kinds = [kind for kind, count, _, _ in ORGANISATIONS for _ in range(count)]
    there = [where for _, count, where, _ in ORGANISATIONS for _ in range(count)]
    movers = [made for _, count, _, made in ORGANISATIONS for _ in range(count)]
    rows = len(kinds) + 1
    return shaped(
        "organisation",
        {
            "organisation_id": numbered("ZZ", np.arange(1, rows + 1), width=4),
            "organisation_kind": pa.array([*kinds, "afforestation"]),
            "name": pa.array([f"第{n}号（演示）" for n in range(1, rows + 1)]),
            "in_moved_area": flags([*there, True]),
            "takes_movers": flags([*movers, True]),
            "formed_on": dates(np.full(rows, day("2017-04-01"))),
            "dissolved_on": dates(np.full(rows, day("2018-12-31")), np.arange(rows) < rows - 1),
        },
    )


def job_kind_table() -> pa.Table:
    """The menu: two classes, eleven kinds, named by the demo."""
    rows = len(JOB_KINDS)
    return shaped(
        "job_kind",
        {
            "job_kind": pa.array([name for name, _ in JOB_KINDS]),
            "job_class": coded(JOB_CLASSES, [number for _, number in JOB_KINDS]),
            "ranger": flags(np.arange(rows) == RANGER),
        },
    )


def job_table(world: World, movers: Ints) -> pa.Table:
    """A job of one member of nearly each moving household with labour; some other rangers."""
    chance = world.chance("jobs")
    near = labour_of(world).near & world.people.here
    moving = np.zeros(len(world.homes), np.bool_)
    moving[movers] = True
    workers = np.flatnonzero(near & moving[world.people.household])
    _, first = np.unique(world.people.household[workers], return_index=True)
    workers = workers[first]
    workers = workers[~some(chance, len(workers), share=0.02)]
    poor = world.homes.kept[world.people.household] & ~moving[world.people.household]
    strangers = world.sampled("rangers", near & poor, count=scaled(40, world.scale))
    person = np.r_[workers, strangers]
    rows = len(person)
    kind = chance.integers(0, len(JOB_KINDS), rows)
    kind[len(workers) :] = RANGER
    months = np.where(some(chance, rows, share=0.02), 4, chance.integers(6, 13, rows))
    return shaped(
        "job",
        {
            "person_id": world.person_ids.take(pa.array(person)),
            "job_kind": coded([name for name, _ in JOB_KINDS], kind),
            "from_date": dates(day("2018-03-01") + chance.integers(0, 300, rows)),
            "to_date": dates(np.full(rows, day("2019-03-31")), ~some(chance, rows, share=0.01)),
            "months": integers(months, some(chance, rows, share=0.006)),
            "organisation_id": numbered("ZZ", chance.integers(8, 34, rows), width=4),
        },
    )


def community_place_table() -> pa.Table:
    """Eight facilities and five services that are open; a second shop is late."""
    classes = [kind for kind, names in PLACES for _ in names]
    names = [name for _, several in PLACES for name in several]
    rows = len(names) + 1
    last = np.arange(rows) == rows - 1
    return shaped(
        "community_place",
        {
            "place_id": numbered("SS", np.arange(1, rows + 1), width=3),
            "place_class": pa.array([*classes, "facility"]),
            "place_name": pa.array([*names, "便民超市（演示）"]),
            "site": coded(("黄河安置区（演示）", "县城安置区（演示）"), last.astype(np.int64)),
            "place_planned_on": dates(np.full(rows, day("2017-03-01"))),
            "open_by": dates(np.where(last, day("2019-03-31"), day("2018-10-31"))),
            "open_since": dates(np.full(rows, day("2018-10-08")), last),
        },
    )


def mover_need_table(world: World, movers: Ints) -> pa.Table:
    """What movers asked for since last autumn; most of it was met within a month."""
    chance = world.chance("needs")
    home = np.sort(chance.choice(movers, min(len(movers), scaled(NEEDS, world.scale))))
    rows = len(home)
    raised = day("2018-10-01") + chance.integers(0, 205, rows)
    return shaped(
        "mover_need",
        {
            "need_id": numbered("XQ", np.arange(1, rows + 1), width=4),
            "household_id": world.household_ids.take(pa.array(home)),
            "need": coded(("school", "care", "life"), chance.integers(0, 3, rows)),
            "raised_on": dates(raised),
            "met_on": dates(
                np.minimum(raised + chance.integers(2, 30, rows), day("2019-04-30")),
                some(chance, rows, share=0.06),
            ),
        },
    )
