"""The registry's workbooks in the national layouts: person export, roster, the nine sheets."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags, Ints, day
from wuxiang.demo.lists import Listing
from wuxiang.demo.office import Office, Wish

STATED = "2018-12-31"
INCOME_YEAR = 2018
CURRENT = "2018"
COUNTY = {"省": "山西省", "市": "忻州市", "县": "河曲县", "年度": CURRENT}
PLACE = {"旗区": "河曲县"}
VISIT_DAYS = (
    *("2018/02/12", "2018.11.12", "20181012", "2018-2", "11-24", "2-16"),
    *("2018年3月5日", "43435"),
)
AIMS = {"帮扶目标": "稳定脱贫", "帮扶时限": "2020年底", "帮扶计划": "产业就业并举"}
MEASURES = {"项目类别": "产业扶持", "扶持措施": "种植奖补", "是否符合扶持条件": "是"}
RESULTS = {"时间": "2018年12月", "成效内容": "收入稳定", "贫困户签字": "已签"}
VISIT_SHARE = 9
"""One household in so many has its visits, measures and results written down."""


def person_export(office: Office, people: Ints, *, name: str) -> Listing:
    """The 47 columns of the national person export, for the given people."""
    return office.listed(
        Wish("person_export", "person", f"{name}建档立卡人口信息", people, fill=COUNTY, every=True)
    )


def roster(office: Office, here: Flags, *, name: str) -> Listing:
    """The 32 columns of the roster, for the members of households `here` that left in 2018."""
    homes = office.table("household_status")
    start = pc.equal(homes["from_date"].cast(pa.int32()), day(STATED))
    left = pc.and_(start, pc.equal(homes["status"], "exited_with_policies"))
    gone = np.zeros(len(here), np.bool_)
    ids = homes["household_id"].filter(left)
    gone[pc.subtract(pc.utf8_slice_codeunits(ids, 1).cast(pa.int64()), 1).to_numpy()] = True
    rows = np.flatnonzero((gone & here)[office.home] & office.present)
    living = _condition(office, rows)
    fill: Mapping[str, pa.Array | str] = {
        "序号": pa.array(range(1, len(rows) + 1)).cast(pa.string()),
        "数据日期": STATED,
        "县(市、区、旗)": "河曲县",
        "户类型": "脱贫户",
        **living,
    }
    return office.listed(
        Wish("roster", "person", f"{name}脱贫人口名单", rows, fill=fill, every=True)
    )


def _condition(office: Office, people: Ints) -> dict[str, pa.Array]:
    """Dangerous house and safe water of each person's household in the roster's year."""
    living = office.table("living")
    now = living.filter(pc.equal(living["year"], INCOME_YEAR))
    row_of = {home: row for row, home in enumerate(now["household_id"].to_pylist())}
    ids = office.table("person")["household_id"].take(pa.array(people)).to_pylist()
    at = pa.array([row_of.get(home) for home in ids], pa.int64())
    words = {"危房户": "dangerous_house", "是否解决安全饮用水": "safe_water"}
    return {
        heading: pc.if_else(now[column].combine_chunks().take(at), "是", "否")
        for heading, column in words.items()
    }


def workbook(office: Office, here: Flags, *, name: str) -> tuple[tuple[str, Listing], ...]:
    """The nine sheets of the household workbook, for the households `here`."""
    homes = np.flatnonzero(here)
    people = np.flatnonzero(here[office.home] & office.present)
    some = homes[::VISIT_SHARE]
    incomes = _rows(office, "income", here)
    sizes = np.bincount(office.home[office.present], minlength=len(here))[homes]
    family = pa.array(sizes).cast(pa.string())
    wishes = (
        Wish("workbook_2_living", "living", "", _rows(office, "living", here)),
        Wish("workbook_3_members", "person", "", people),
        Wish("workbook_4_income", "income", "", incomes, _parts(office, incomes)),
        Wish("workbook_5_helper", "pairing", "", _rows(office, "pairing", here), AIMS),
        Wish("workbook_6_visits", "household", "", some, _visits(len(some))),
        Wish("workbook_7_measures", "household", "", some, MEASURES),
        Wish("workbook_8_income_after", "household", "", some, {"年度": "2019"}),
        Wish("workbook_9_results", "household", "", some, RESULTS),
    )
    first = Wish("workbook_1_household", "household", "", homes, PLACE | {"家庭人口": family})
    later = (replace(wish, without=("place",)) for wish in wishes)  # sheet 1 says where
    return tuple(_sheet(office, wish, name=name) for wish in (first, *later))


def _sheet(office: Office, wish: Wish, *, name: str) -> tuple[str, Listing]:
    label = office.layouts[wish.layout].zh.partition("（")[0]
    number = wish.layout.split("_")[1]
    return f"{number} {label}", office.listed(replace(wish, title=f"{name}{label}", every=True))


def _rows(office: Office, table: str, here: Flags) -> Ints:
    """Rows of a household table that belong to the households `here`, of the current year."""
    found = office.table(table)
    at = pc.subtract(pc.utf8_slice_codeunits(found["household_id"], 1).cast(pa.int64()), 1)
    mine = here[at.to_numpy()]
    if "year" in found.column_names:
        mine &= found["year"].to_numpy() == INCOME_YEAR
    return np.flatnonzero(mine)


def _parts(office: Office, incomes: Ints) -> dict[str, pa.Array | str]:
    """Income by the sheet's finer headings: the first part has all of it, the others nothing."""
    layout = office.layouts["workbook_4_income"]
    rows = office.table("income").take(pa.array(incomes))
    cells: dict[str, pa.Array | str] = {}
    begun: set[str] = set()
    for heading in layout.headings:
        for target in heading.targets:
            if target.adds:
                column = rows[target.column.name].combine_chunks()
                cells[heading.text] = "0" if target.name in begun else column
                begun.add(target.name)
    return cells


def _visits(rows: int) -> dict[str, pa.Array | str]:
    """Visit days as they are found in such books, some of them half a day."""
    days = pa.array([VISIT_DAYS[row % len(VISIT_DAYS)] for row in range(rows)], pa.string())
    return {"走访时间": days, "帮扶干部": "帮扶人", "走访情况记录": "了解生产生活情况"}
