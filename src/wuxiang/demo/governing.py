"""Who answers for what in the demo county, its papers and reforms, and the gifts it received."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Ints, coded, dates, day, flags, numbered, shaped, yuan
from wuxiang.demo.chance import pick, scaled
from wuxiang.demo.families import AS_OF
from wuxiang.demo.places import COUNTY
from wuxiang.demo.support import DIRECTIONS, MOVING
from wuxiang.demo.world import World

DEPARTMENTS = (
    *("县扶贫办", "县教育局", "县卫生健康局", "县医疗保障局", "县人力资源和社会保障局"),
    *("县民政局", "县残联", "县财政局", "县住房和城乡建设局", "县水利局", "县交通运输局"),
    *("县农业农村局", "县林业局", "县自然资源局", "县发展和改革局", "县委组织部"),
)
LEADERLESS_VILLAGES = 3
REFORMS = 22
SPENDING = (
    *("寄宿生住宿费全免", "贫困学生教育救助", "慢性病上门鉴定", "医疗保险代缴和住院津贴"),
    *("医疗费用救助", "残疾人救助（救助保险）", "教育救助（救助保险）"),
    *("自然灾害救助（救助保险）", "意外事故救助（救助保险）", "医疗费用救助（救助保险）"),
)
"""The ten policies that cut spending, as read: 2 for schooling, 3 for illness, 5 covers."""
MEASURES = {"促增收": 20, "减支出": len(SPENDING)}
GIFTS = 36
GIVERS = ("某企业", "某基金会", "某先生", "某机关")


def governing_tables(world: World, helpers: pa.Table, papers: pa.Table) -> dict[str, pa.Table]:
    """The four tables by name; `helpers` and `papers` are the tables of those names."""
    return {
        "office": _offices(),
        "answerable": _answerable(world, helpers),
        "county_measure": _measures(world, papers),
        "donation": _gifts(world),
    }


def _offices() -> pa.Table:
    names = (*DIRECTIONS, *DEPARTMENTS)
    rows = np.arange(len(names))
    return shaped(
        "office",
        {
            "office_id": numbered("DW", rows + 1, width=3),
            "unit_kind": coded(("direction", "department"), rows >= len(DIRECTIONS)),
            "office_name": pa.array(names),
        },
    )


def _answerable(world: World, helpers: pa.Table) -> pa.Table:
    """Two joint leaders, and somebody for every unit but for a few villages."""
    places = world.places
    missing = scaled(LEADERLESS_VILLAGES, world.scale)
    villages = list(places.codes[: places.villages - missing])
    townships = [f"{code}000" for code, _ in places.townships]
    names: list[str | None] = [None, None, *DIRECTIONS, *DEPARTMENTS]
    areas: list[str | None] = [*[None] * len(names), *townships, *villages]
    areas[:2] = [COUNTY, COUNTY]
    names += [None] * (len(areas) - len(names))
    counts = [2, len(DIRECTIONS), len(DEPARTMENTS), len(townships), len(villages)]
    kind = np.repeat(np.arange(len(counts)), counts)
    rows = len(areas)
    return shaped(
        "answerable",
        {
            "answer_id": numbered("ZR", np.arange(1, rows + 1), width=4),
            "unit_kind": coded(("county", "direction", "department", "township", "village"), kind),
            "office_name": pa.array(names, pa.string()),
            "area_code": pa.array(areas, pa.string()),
            "answering": coded(("joint_leader", "answerable"), kind > 0),
            "helper_id": _in_charge(helpers, rows),
            "from_date": dates(np.full(rows, day("2018-01-15"))),
        },
    )


def _in_charge(helpers: pa.Table, rows: int) -> pa.Array:
    """The county leaders first, then the others in turn."""
    leads = np.asarray(pc.equal(helpers["payroll"], "county_leader"), np.bool_)
    order = np.r_[np.flatnonzero(leads), np.flatnonzero(~leads)]
    return helpers["helper_id"].combine_chunks().take(pa.array(np.resize(order, rows)))


def _measures(world: World, papers: pa.Table) -> pa.Table:
    """Reforms of resettlement, policies of income and spending; one names no paper, one a lost one.

    All numbers and titles are invented and say so.
    """
    chance = world.chance("measures")
    direction = [MOVING] * REFORMS
    for name, count in MEASURES.items():
        direction += [name] * count
    rows = len(direction)
    names = [f"{name}举措" for name in direction[: -len(SPENDING)]] + list(SPENDING)
    number: list[str | None] = [_paper(papers, name, turn) for turn, name in enumerate(direction)]
    number[-1], number[-2] = None, "河演〔2016〕遗失号"
    lead = chance.integers(0, len(DEPARTMENTS), rows)
    return shaped(
        "county_measure",
        {
            "measure_id": numbered("JC", np.arange(1, rows + 1), width=3),
            "measure_kind": coded(("reform", "policy"), np.arange(rows) >= REFORMS),
            "measure_name": pa.array([f"{name}（演示）" for name in names]),
            "direction": pa.array(direction),
            "paper_number": pa.array(number, pa.string()),
            "lead": coded(DEPARTMENTS, lead),
            "office_name": coded(DEPARTMENTS, (lead + 1) % len(DEPARTMENTS)),
            "resolved_on": dates(day("2017-01-10") + chance.integers(0, 700, rows)),
        },
    )


def _paper(papers: pa.Table, direction: str, turn: int) -> str:
    numbers = papers.filter(pc.equal(papers["direction"], direction))["number"].to_pylist()
    return str(numbers[turn % len(numbers)])


def _gifts(world: World) -> pa.Table:
    chance, rows = world.chance("gifts"), scaled(GIFTS, world.scale, least=6)
    given = AS_OF - chance.integers(5, 700, rows)
    kind: Ints = pick(chance, (40, 30, 20, 10), rows=rows)
    waiting = np.arange(rows) % 6 == 0
    return shaped(
        "donation",
        {
            "donation_id": numbered("JZ", np.arange(1, rows + 1), width=4),
            "donor": coded([f"{name}（演示）" for name in GIVERS], kind),
            "donor_kind": coded(("enterprise", "organisation", "individual", "unit"), kind),
            "village_code": coded(
                world.places.codes, chance.integers(0, world.places.villages, rows)
            ),
            "gift_value": yuan(chance.integers(1, 200, rows) * 1_000),
            "given_on": dates(given),
            "receipted": flags(np.arange(rows) % 11 != 3),
            "used_on": dates(np.minimum(given + 60, AS_OF), waiting),
        },
    )
