"""Those who answer for households and villages, their fixed incomes, and the policy papers."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Ints, coded, dates, day, flags, numbered, shaped, yuan
from wuxiang.demo.chance import scaled, some
from wuxiang.demo.families import AS_OF
from wuxiang.demo.population import KEPT, MONITORED, REGISTERED
from wuxiang.demo.world import World

LEADERS = 30
UNPAIRED_CADRES = 24
UNPAIRED_HOUSEHOLDS = 18
ENDED_PAIRINGS = 9
LEADERLESS_VILLAGES = 2
UNITS = (
    *("县扶贫开发办公室", "县教育科技局", "县卫生健康局", "县民政局", "县财政局", "县水利局"),
    *("县交通运输局", "县住房和城乡建设局", "县农业农村局", "县人民医院", "县第一中学", "县税务局"),
)
POSTS = ("科员", "股长", "副主任", "主任", "教师", "医师", "工程师")
WITHOUT_SOURCE = 36
PAPERS = 60
MOVING = "促搬迁"
DIRECTIONS = ("促增收", "减支出", MOVING, "强服务", "强保障")
PAPERS_ON_MOVING = 46
DIBAO_A_MONTH = 230
TEKUN_A_MONTH = 430


def cadres_of(world: World) -> Ints:
    """Positions of the helpers among the people: everybody on the public payroll."""
    return np.flatnonzero(world.people.public & world.people.here)


def helper_table(world: World, cadres: Ints, *, persons: pa.Table) -> pa.Table:
    """Everybody on the public payroll; the first thirty, spread over the list, lead the county."""
    chance, rows = world.chance("helpers"), len(cadres)
    leads = np.isin(np.arange(rows), leaders_of(world, cadres))
    who = pa.array(cadres)
    unit = coded([f"河曲{name}（演示）" for name in UNITS], chance.integers(0, len(UNITS), rows))
    post = np.where(leads, len(POSTS), chance.integers(0, len(POSTS), rows))
    return shaped(
        "helper",
        {
            "helper_id": numbered("b", np.arange(1, rows + 1), width=5),
            "name": persons["name"].combine_chunks().take(who),
            "id_number": persons["id_number"].combine_chunks().take(who),
            "phone": persons["phone"].combine_chunks().take(who),
            "unit": unit,
            "post": coded((*POSTS, "县级领导"), post),
            "payroll": coded(("public", "county_leader"), leads.astype(np.int64)),
            "from_date": dates(day("2016-01-01") + chance.integers(0, 700, rows)),
        },
    )


def leaders_of(world: World, cadres: Ints) -> Ints:
    """Positions of the county leaders among the helpers."""
    count = min(scaled(LEADERS, world.scale, least=2), len(cadres))
    return np.linspace(0, len(cadres) - 1, count).round().astype(np.int64)


def pairing_table(world: World, helpers: pa.Table) -> pa.Table:
    """A helper for each poor household, but for a few; a few cadres have no household."""
    chance, scale = world.chance("pairing"), world.scale
    poor = np.isin(world.homes.status, (REGISTERED, KEPT, MONITORED))
    homes = chance.permutation(np.flatnonzero(poor))[scaled(UNPAIRED_HOUSEHOLDS, scale) :]
    active = chance.permutation(len(helpers))[scaled(UNPAIRED_CADRES, scale) :]
    helper = np.resize(active, len(homes))
    rows = len(homes)
    since = np.maximum(world.identified[homes] + 30, day("2017-03-01"))
    ended = np.arange(rows) < scaled(ENDED_PAIRINGS, scale)
    return shaped(
        "pairing",
        {
            "helper_id": helpers["helper_id"].combine_chunks().take(pa.array(helper)),
            "household_id": world.household_ids.take(pa.array(homes)),
            "from_date": dates(since + chance.integers(0, 20, rows)),
            "to_date": dates(np.full(rows, day("2019-02-01")), ~ended),
        },
    )


def village_leader_table(world: World, helpers: pa.Table) -> pa.Table:
    """A county leader for each priority village; a few of the villages have none."""
    places = world.places
    priority = np.flatnonzero(places.priority)
    led = priority[: max(1, len(priority) - scaled(LEADERLESS_VILLAGES, world.scale))]
    leaders = helpers.filter(pc.equal(helpers["payroll"], "county_leader"))
    turn = np.resize(np.arange(len(leaders)), len(led))
    return shaped(
        "village_leader",
        {
            "helper_id": leaders["helper_id"].combine_chunks().take(pa.array(turn)),
            "village_code": coded(places.codes, led),
            "from_date": dates(np.full(len(led), day("2018-03-01"))),
        },
    )


def income_source_table(world: World, persons: pa.Table) -> pa.Table:
    """Allowances of persons, dividends and entrusted business of households.

    All but a few households of those with policies have one; some contracts are past their end
    or in arrears.
    """
    chance, homes = world.chance("sources"), world.homes
    allowed = np.asarray(persons["dibao"].to_numpy() | persons["tekun"].to_numpy(), np.bool_)
    person = np.flatnonzero(allowed & homes.needy[world.people.household] & world.people.here)
    needy = homes.needy
    lacking = np.zeros(len(homes), np.bool_)
    lacking[world.sampled("lacking", homes.kept, count=scaled(WITHOUT_SOURCE, world.scale))] = True
    helped = np.zeros(len(homes), np.bool_)
    helped[world.people.household[person]] = True
    finance = needy & ~lacking & some(chance, len(homes), share=0.55)
    entrusted = needy & ~lacking & (some(chance, len(homes), share=0.4) | ~(finance | helped))
    money, trust = np.flatnonzero(finance), np.flatnonzero(entrusted)
    none = np.full(len(money) + len(trust), -1)
    who = np.r_[person, none]
    home = np.r_[world.people.household[person], money, trust]
    measure = np.repeat([0, 1, 2], [len(person), len(money), len(trust)])
    tekun = np.asarray(persons["tekun"].to_numpy(), np.bool_)[np.maximum(who, 0)]
    yearly = np.where(tekun, TEKUN_A_MONTH, DIBAO_A_MONTH) * 12
    yearly = np.where(measure == 0, yearly, np.where(measure == 1, 3_000, 1_200))
    return _sources(chance, world, rows=np.stack([who, home, measure, yearly]))


def _sources(chance: np.random.Generator, world: World, *, rows: Ints) -> pa.Table:
    who, home, measure, yearly = rows
    count, contracted = len(who), measure > 0
    since = day("2017-06-01") + chance.integers(0, 500, count)
    past = contracted & some(chance, count, share=0.012)
    arrears = contracted & some(chance, count, share=0.010)
    until = np.where(past, day("2019-02-28"), since + 3 * 365)
    paid = np.where(arrears, day("2018-06-30"), np.minimum(until, day("2019-03-31")))
    return shaped(
        "income_source",
        {
            "source_id": numbered("GD", np.arange(1, count + 1), width=6),
            "household_id": world.household_ids.take(pa.array(home)),
            "person_id": world.person_ids.take(pa.array(who, mask=who < 0)),
            "measure": coded(("support", "finance", "entrusted"), measure),
            "contract": pa.array(
                [f"HT{number:06d}" if kind else None for number, kind in enumerate(contracted)]
            ),
            "from_date": dates(np.where(contracted, since, day("2018-01-01"))),
            "to_date": dates(until, ~contracted),
            "yearly_return": yuan(yearly),
            "paid_to_date": dates(paid),
            "in_arrears": flags(arrears),
        },
    )


def policy_paper_table(world: World) -> pa.Table:
    """Invented policy papers; number and title say so."""
    chance = world.chance("papers")
    issued = np.sort(day("2016-01-10") + chance.integers(0, AS_OF - day("2016-01-10"), PAPERS))
    years = (
        issued.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    ).tolist()
    others = [one for one in DIRECTIONS if one != MOVING]
    rest = [others[number % len(others)] for number in range(PAPERS - PAPERS_ON_MOVING)]
    turn = [*rest, *[MOVING] * PAPERS_ON_MOVING]
    return shaped(
        "policy_paper",
        {
            "number": pa.array([f"河演〔{y}〕{n}号" for n, y in enumerate(years, start=1)]),
            "title": pa.array([f"关于{name}工作的实施方案（演示）" for name in turn]),
            "issuer": pa.array(["河曲县人民政府办公室（演示）"] * PAPERS),
            "issued_on": dates(issued),
            "direction": pa.array(turn),
        },
    )
