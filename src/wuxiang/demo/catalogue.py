"""Which lists the county's offices keep: the files of the demo, before any error gets into them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Ints
from wuxiang.demo.ledgers import FOLDER, LEDGERS
from wuxiang.demo.lists import Listing
from wuxiang.demo.office import Office, Wish
from wuxiang.demo.registry_books import person_export, roster, workbook

ENCODINGS = ("utf-8-sig", "gb18030", "utf-8")
INSURED_YEAR = 2019
IDENTITY_ONLY = ("place",)
NOT_IN_POPULATION = (
    "person.sex",
    "person.birth_date",
    "person.id_kind",
    "person.phone",
    "person.national_number",
    "person.mandarin",
    "person.political",
    "place.village",
    "person.work_ability",
    "person.work_place",
    "person.work_months",
    "person.soldier",
    "person.supplementary_insured",
    "person.pension",
    "person.employee_pension",
    "person.serious_insured",
    "place.natural_village",
)
"""What the registers of residents do not say, or say already with the ID number."""
CIVIL = ("dibao", "tekun")


@dataclass(frozen=True)
class CsvFile:
    """One CSV file: path below the folder, its list, its encoding, and its way with dates."""

    path: str
    listing: Listing
    encoding: str
    dates: str = "-"
    """How days are written (see `dirt.DATE_STYLES`)."""
    shelled: bool = False
    """Whether long numbers are written as ="1409…", as exporters do for Excel's sake."""


@dataclass(frozen=True)
class Workbook:
    """One .xlsx file: path below the folder and its sheets by name."""

    path: str
    sheets: tuple[tuple[str, Listing], ...]


def files_of(office: Office) -> Iterator[CsvFile | Workbook]:
    """Every file of the county; the workbooks, which take longest to write, come first."""
    yield from _registry(office)
    yield from _population(office)
    yield from _households(office)
    yield from _departments(office)
    yield from _monthly(office)
    yield from _villages(office)
    yield from _ledgers(office)
    yield from _works(office)


def _population(office: Office) -> Iterator[CsvFile]:
    """Every person of the county, those who left included, one file for each township."""
    township = np.array(office.township_of)[office.home]
    whole = office.listed(Wish("population", "person", "人口底册", without=NOT_IN_POPULATION))
    for turn, (code, name) in enumerate(office.townships.items()):
        rows = np.flatnonzero(township == code)
        if len(rows):
            part = whole.rows(pa.array(rows), whole.title.replace("人口", f"{name}人口"))
            yield CsvFile(
                f"人口底册/人口底册_{code}_{name}.csv",
                part,
                encoding=ENCODINGS[turn % 3],
                dates=("-", "/", "compact", "年")[turn % 4],
                shelled=turn % 3 == 0,
            )


def _registry(office: Office) -> Iterator[Workbook]:
    """The national system's exports for each township: persons, roster of exits, nine sheets."""
    homes = office.table("household")
    named = np.asarray(homes["national_number"].is_valid().to_numpy(), np.bool_)
    township = np.array(office.township_of)
    for code, name in office.townships.items():
        here = named & (township == code)
        if not here.any():
            continue
        people = np.flatnonzero(here[office.home] & office.present)
        label = f"{code}_{name}"
        export = person_export(office, people, name=name)
        yield Workbook(f"国扶系统/人口信息_{label}.xlsx", (("人口信息", export),))
        yield Workbook(f"国扶系统/户册_{label}.xlsx", workbook(office, here, name=name))
        yield Workbook(
            f"国扶系统/脱贫名单_{label}.xlsx", (("名单", roster(office, here, name=name)),)
        )


def _households(office: Office) -> Iterator[CsvFile]:
    """What the county's poverty-alleviation office keeps about households beside the exports."""
    lists = (
        Wish("household_status", "household_status", "户状态名册", without=("place", "head")),
        Wish("income", "income", "家庭年收入台账", without=("place",)),
        Wish("living", "living", "生产生活条件台账", without=("place",)),
        Wish("assets", "assets", "财产排查名册"),
        Wish("procedure", "procedure", "识别退出程序台账", without=("place",)),
        Wish("household_event", "household_event", "自然变更台账", without=("head",)),
        Wish("income_source", "income_source", "固定收益合同台账", without=("place",)),
        Wish("pairing", "pairing", "结对帮扶台账", without=("head",)),
        Wish("house", "house", "农村住房台账", without=("head.id_number", "place")),
        Wish("house_survey", "house_survey", "住房排查鉴定表"),
        Wish("residence", "residence", "户所在村变更台账", without=("head", "place")),
        Wish("risk", "risk", "监测对象台账", without=("head", "place")),
        Wish("risk_measure", "risk_measure", "监测帮扶措施台账", without=("head", "place")),
        Wish("list_match", "list_match", "比对结果名册", without=("household", "head")),
    )
    for turn, wish in enumerate(lists):
        yield _csv("扶贫办", office.listed(wish), wish.title, turn=turn)


def _departments(office: Office) -> Iterator[CsvFile]:
    """Lists of the departments that come once."""
    insured = pc.equal(office.table("insurance")["year"], INSURED_YEAR)
    lists = (
        ("残联", Wish("disability", "disability", "持证残疾人名册", without=("person.id_number",))),
        ("卫健局", Wish("chronic_case", "chronic_case", "慢性病上门鉴定台账")),
        (
            "医保局",
            Wish("insurance", "insurance", "参保缴费名册", _where(insured), without=IDENTITY_ONLY),
        ),
        ("扶贫办", Wish("accident", "accident", "意外事故认定台账")),
        ("承保公司", Wish("claim", "claim", "救助保险理赔清单")),
        ("组织部", Wish("helper", "helper", "帮扶责任人名册")),
        ("组织部", Wish("village_leader", "village_leader", "县级领导包村名册")),
        ("教育局", Wish("grade_year", "grade_year", "历年在校生状况表")),
    )
    for turn, (department, wish) in enumerate(lists):
        yield _csv(department, office.listed(wish), wish.title, turn=turn + 1)


def _monthly(office: Office) -> Iterator[CsvFile]:
    """Lists that come each term or month: pupils, settlements, allowances, bank answers."""
    terms = office.table("school_term")["term"].combine_chunks()
    for turn, term in enumerate(terms.unique().to_pylist()):
        rows = _where(pc.equal(terms, term))
        wish = Wish("school_term", "school_term", f"在校寄宿学生名册_{term}", rows)
        yield _csv("教育局", office.listed(wish), wish.title, turn=turn)
    months = pc.utf8_slice_codeunits(
        office.table("hospital_stay")["discharged_on"].combine_chunks().cast(pa.string()), 0, 7
    )
    for turn, month in enumerate(sorted(months.unique().to_pylist())):
        rows = _where(pc.equal(months, month))
        wish = Wish("hospital_stay", "hospital_stay", f"住院结算清单_{month}", rows)
        yield _csv("医保局", office.listed(wish), wish.title, turn=turn)
    paid = office.table("benefit_paid")
    civil = pc.is_in(paid["programme"].combine_chunks(), pa.array(CIVIL))
    periods = paid["period"].combine_chunks()
    for turn, month in enumerate(sorted(periods.filter(civil).unique().to_pylist())):
        settled = pc.and_(civil, pc.equal(paid["state"].combine_chunks(), "paid"))
        rows = _where(pc.and_(settled, pc.equal(periods, month)))
        wish = Wish("civil_payment", "benefit_paid", f"低保特困资金发放表_{month}", rows)
        yield _csv("民政局", office.listed(wish), wish.title, turn=turn)
    wish = Wish("bank_answer", "benefit_paid", "一卡通发放回执", _where(pc.invert(civil)))
    yield _csv("财政局", office.listed(wish), wish.title, turn=1)


def _villages(office: Office) -> Iterator[CsvFile]:
    """Lists of places; the planted figures of villages rest on them, so they stay clean."""
    lists = (
        Wish("area", "area", "区划表"),
        Wish("village", "village", "行政村名册"),
        Wish("village_survey", "village_survey", "水电路网房排查表"),
        Wish("facility", "facility", "医疗卫生机构名册"),
        Wish("care_time", "care_time", "就医时间表"),
        Wish("hardship", "hardship", "一方水土八项指标表"),
    )
    for turn, wish in enumerate(lists):
        yield _csv("村级", office.listed(wish), wish.title, turn=turn)


def _ledgers(office: Office) -> Iterator[CsvFile]:
    """Registers and ledgers, one file each."""
    for turn, (table, title) in enumerate(LEDGERS):
        yield _csv(FOLDER.rstrip("/"), office.listed(Wish(table, table, title)), title, turn=turn)


def _works(office: Office) -> Iterator[CsvFile]:
    """What departments keep of households' industries, works, old houses and jobs."""
    lists = (
        ("农业农村局", Wish("industry_award", "industry_award", "产业奖补申报")),
        ("农业农村局", Wish("household_industry", "household_industry", "特色产业台账")),
        ("发改局", Wish("work_roll", "work_roll", "以工代赈用工花名册")),
        ("自然资源局", Wish("old_house", "old_house", "旧房拆除复垦台账")),
        ("人社局", Wish("job", "job", "搬迁户就业台账")),
        ("扶贫办", Wish("mover_need", "mover_need", "搬迁群众需求跟进")),
    )
    for turn, (department, wish) in enumerate(lists):
        yield _csv(department, office.listed(wish), wish.title, turn=turn)


def _csv(department: str, listing: Listing, name: str, *, turn: int) -> CsvFile:
    encoding = ENCODINGS[turn % len(ENCODINGS)]
    dates = ("-", "/", ".", "年", "compact")[turn % 5]
    return CsvFile(f"{department}/{name}.csv", listing, encoding, dates)


def _where(mask: pa.Array | pa.ChunkedArray) -> Ints:
    return np.flatnonzero(np.asarray(mask, np.bool_))
