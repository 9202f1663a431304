"""Each of the 41 commitments, from its sheet to its figure: yes, no, not known, whose gap it is.

The small demo county's files are changed by hand where a commitment's own sheet says it, as an
office writes it: a few cells that make a no, a few that are left empty. Then the county is taken
in and run once, and each commitment is looked up.
"""

import csv
import io
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.conftest import HEQU
from tests.hequ_county import demo_county, pack
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.pack import promises
from wuxiang.run import run
from wuxiang.sealing import Keys

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """What a test writes into a commitment's sheet: by heading, cells of a no and of not known."""

    sheet: str
    no: Cells
    unknown: Cells
    where: Cells = field(default_factory=dict)
    """A no only in rows that say this."""
    elsewhere: Cells | None = None
    """Not known only in rows that say this; by default the same."""
    rows: int = 3
    """At most how many rows of either kind."""
    also: str | None = None
    """Another sheet, which is the one that leaves it open."""


SURVEY, LAST_ROUND = "村级/水电路网房排查表.csv", {"轮次": "2"}
LACKING = {
    "贫困发生率": "31", "人均可支配收入": "2900", "基础设施得分": "50", "住房条件得分": "50",
    "低保五保人口占比": "16", "因病致贫返贫人口占比": "26", "贫困老人占比": "21",
    "公共服务得分": "50",
}  # fmt: skip
WRITTEN = {
    "G1": Written("台账/责任人名册.csv", {"终止日期": "2018-12-31"}, {}, {"责任单位类别": "部门"}),
    "G2": Written("台账/社会捐赠台账.csv", {"已开票据": "否"}, {"已开票据": ""}),
    "I1": Written("农业农村局/产业奖补申报.csv", {"公示有异议": "是"}, {"验收数量": ""}),
    "I2": Written(
        "扶贫办/固定收益合同台账.csv",
        {"到期日期": "2018-06-30"},
        {"固定收益措施": "金融扶贫", "起始日期": ""},
        {"户主姓名": "赵占和"},
        {"户主姓名": "邵庆良"},
    ),
    "I3": Written(
        "台账/引黄灌溉台账.csv", {"年度": "2016", "登记日期": "2016-12-22"}, {"水浇地面积": ""}
    ),
    "I4": Written("台账/造地项目台账.csv", {"验收面积": "1"}, {"验收面积": ""}),
    "I5": Written("发改局/以工代赈用工花名册.csv", {"出工天数": "0"}, {"日工资": ""}),
    "S1": Written(
        "教育局/在校寄宿学生名册_2019-spring.csv",
        {"寄宿": "否"},
        {"住宿费": ""},
        {"寄宿": "是", "学段": "小学"},
        {"寄宿": "是", "学段": "初中"},
    ),
    "S2": Written(
        "教育局/在校寄宿学生名册_2018-autumn.csv", {}, {"学段": "高中"}, {"学段": "大学"}, rows=9
    ),
    "S3": Written(
        "卫健局/慢性病上门鉴定台账.csv",
        {"上门日期": "", "鉴定结果": "", "发证日期": "", "疑似登记日期": "2018-06-01"},
        {"起始日期": "2019-04-01"},
        {"行政村": "白洼"},
        {"户口簿号": "HK00000001", "户状态": "脱贫享受政策"},
        also="扶贫办/户状态名册.csv",
    ),
    "S4": Written(
        "医保局/参保缴费名册.csv",
        {"缴费人": "个人"},
        {"缴费人": ""},
        {"险种": "城乡居民基本医疗保险"},
    ),
    "S5": Written(
        "医保局/参保缴费名册.csv", {"保费": "60"}, {"保费": ""}, {"险种": "住院津贴和意外伤害保险"}
    ),
    "S6": Written(
        "医保局/住院结算清单_2018-10.csv",
        {"医院等级": "一级"},
        {"医院等级": ""},
        {"姓名": "徐宇"},
        {"姓名": "曾永永"},
    ),
    "S7": Written(
        "承保公司/救助保险理赔清单.csv",
        {"核赔日期": "", "核赔金额": "", "材料齐全日期": "2018-08-27"},
        {"核赔日期": "", "核赔金额": "", "材料齐全日期": ""},
        rows=1,
    ),
    "S8": Written("残联/持证残疾人名册.csv", {"有效期至": "2016-01-01"}, {"有效期至": ""}),
    "S9": Written("扶贫办/意外事故认定台账.csv", {"认定返贫": "是"}, {"认定返贫": ""}, rows=1),
    "R1": Written(
        "村级/一方水土八项指标表.csv",
        LACKING,
        {**LACKING, "贫困发生率": ""},
        {"村代码": "140930101214002"},
        {"村代码": "140930103225001"},
    ),
    "R2": Written(
        "台账/专项资金台账.csv",
        {"到位日期": "", "到位金额": ""},
        {"到位日期": "", "应到位日期": ""},
        {"资金用途": "易地扶贫搬迁"},
        rows=2,
    ),
    "R3": Written("台账/安置住房台账.csv", {"单位造价": "2000"}, {"单位造价": ""}),
    "R4": Written("自然资源局/旧房拆除复垦台账.csv", {"复垦日期": ""}, {"评估补偿金额": ""}),
    "R5": Written(
        "台账/撤并文件台账.csv",
        {"签字盖章齐全": "否"},
        {"签字盖章齐全": ""},
        {"原村代码": "140930208902"},
        {"签字盖章齐全": "否", "原村代码": "140930100901"},
        rows=1,
    ),
    "R6": Written("台账/退耕还林荒山绿化台账.csv", {"造林日期": ""}, {"符合退耕政策": ""}),
    "R7": Written("人社局/搬迁户就业台账.csv", {"年工作月数": "2"}, {"年工作月数": ""}),
    "R8": Written("台账/安置区配套设施.csv", {"设施启用日期": ""}, {"规划日期": ""}),
    "V1": Written("台账/排查问题整改台账.csv", {"整改复核通过": "否"}, {"整改复核通过": ""}),
    "V2": Written(
        "扶贫办/住房排查鉴定表.csv",
        {"疑似危房": "是", "鉴定日期": "2019-03-01", "鉴定等级": "D级"},
        {"疑似危房": "", "鉴定等级": ""},
        LAST_ROUND,
        rows=40,
    ),
    "V3": Written(SURVEY, {"水质合格": "否"}, {"水质合格": ""}, LAST_ROUND),
    "V4": Written("台账/农村水价补贴台账.csv", {"执行水价": "5"}, {"年供水量": ""}),
    "V5": Written(SURVEY, {"通硬化路": "否"}, {"通硬化路": ""}, LAST_ROUND),
    "V6": Written(SURVEY, {"客车通达方式": "未通"}, {"客车通达方式": ""}, LAST_ROUND),
    "V7": Written(
        "村级/就医时间表.csv",
        {"就医时间": "45"},
        {"就医时间": ""},
        {"村代码": "140930102227"},
        {"村代码": "140930101214"},
    ),
    "V8": Written(
        "台账/村容户貌评估.csv",
        {"脏": "是"},
        {"脏": "", "乱": "", "差": ""},
        {"整治前后": "整治后"},
        rows=2,
    ),
    "A1": Written("台账/培训签到表.csv", {"参训": "否"}, {"参训": ""}),
    "A2": Written(
        "台账/软弱涣散村整顿台账.csv",
        {"整顿期限": "2018-12-31"},
        {"整顿结果": ""},
        {"整顿结果": ""},
        {"整顿结果": "已转化"},
    ),
    "A3": Written(
        "台账/流动党员台账.csv",
        {"最近联系日期": "2018-01-01"},
        {"最近联系日期": "", "外出日期": ""},
    ),
    "A4": Written(
        "扶贫办/结对帮扶台账.csv",
        {"终止日期": "2018-12-31"},
        {"脱贫重点村": ""},
        elsewhere={"脱贫重点村": "是"},
        rows=6,
        also="村级/行政村名册.csv",
    ),
    "A5": Written("台账/暗访记录.csv", {"政策落实": "否"}, {"政策落实": ""}),
    "A6": Written("台账/通报签发登记.csv", {"签发日期": "2019-05-01"}, {"签发日期": ""}),
    "A7": Written(
        "台账/问题整改环节.csv",
        {"环节日期": "2019-02-20"},
        {"复核结论": ""},
        {"台账编号": "TZ00010", "整改环节": "复核"},
        {"台账编号": "TZ00001", "整改环节": "复核"},
    ),
    "A8": Written("台账/电话抽查记录.csv", {"人到": "否"}, {"人到": ""}),
    "A9": Written(
        "台账/问题整改环节.csv",
        {"环节日期": "2019-04-29"},
        {"环节日期": ""},
        {"整改环节": "发现"},
    ),
}
"""Commitment → what is written into its sheet."""
OTHERWISE = {"S2": "nothing", "R1": "one more yes", "R5": "a no for another", "S9": "a yes"}
"""Commitments whose no is there already, so that something else is written, and what."""


def test_every_commitment_has_a_sheet() -> None:
    assert list(WRITTEN) == [name for name in kept() if len(name) > 1]


def kept() -> dict[str, tuple[str, ...]]:
    """Commitment → its policies."""
    return {
        one.name: tuple(policy.name for policy in one.policies)
        for _, several in promises(pack()).values()
        for one in several
    }


def write(folder: Path, written: Written) -> None:
    """Change the sheet in the county's files: the first rows become a no, the next not known."""
    most = written.rows
    change(folder / written.sheet, written.no, written.where, slice(most))
    sheet = folder / (written.also or written.sheet)
    if written.elsewhere is None:
        change(sheet, written.unknown, written.where, slice(most if written.no else 0, 2 * most))
    else:
        change(sheet, written.unknown, written.elsewhere, slice(most))


def change(sheet: Path, cells: Cells, where: Cells, which: slice) -> None:
    """Write `cells` into these ones of the rows that say `where`; the encoding stays."""
    content = sheet.read_bytes()
    encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = content.decode(encoding)
    rows = list(csv.reader(io.StringIO(text)))
    head = rows[2]
    at = {heading: head.index(heading) for heading in (*cells, *where)}
    full = [row for row in rows[3:] if len(row) == len(head)]
    fitting = [row for row in full if all(row[at[one]] == cell for one, cell in where.items())]
    assert fitting[which], (sheet.name, where)
    for row in fitting[which]:
        for heading, cell in cells.items():
            row[at[heading]] = cell
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    sheet.write_bytes(out.getvalue().encode(encoding))


@pytest.fixture(scope="module")
def county(small_files: Path, tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    """The run over the county in which every commitment's sheet has something written."""
    folder = tmp_path_factory.mktemp("commitments")
    shutil.copytree(small_files, folder / "files")
    for written in WRITTEN.values():
        write(folder / "files", written)
    days = Days(known_at=date(2019, 5, 5))
    taken = take_in(Sources(folder / "files", HEQU), folder / "snapshot", keys=keys, days=days)
    assert taken.refused_files == ()
    run(HEQU, folder / "snapshot", folder / "run")
    return folder / "run"


def rows(folder: Path, table: str, policies: Iterable[str]) -> pa.Table:
    """The rows of a run's table that belong to these policies."""
    found = pq.read_table(folder / f"{table}.parquet")
    return found.filter(pc.is_in(found["policy"], pa.array(list(policies))))


def answers(folder: Path, policies: Iterable[str]) -> dict[str, int]:
    """How many subjects some deciding step answers with yes, no, not known."""
    steps = rows(folder, "funnel", policies)
    deciding = steps.filter(pc.is_in(steps["step"], pa.array(["eligible", "holds", "amount"])))
    return {answer: pc.sum(deciding[answer]).as_py() for answer in ("yes", "no", "unknown")}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_commitment_from_its_sheet_to_its_figure(
    name: str, county: Path, small_run: Path
) -> None:
    policies = kept()[name]
    found, before = answers(county, policies), answers(small_run, policies)
    assert found["yes"] > 0
    assert found["no"] > (0 if name in OTHERWISE else before["no"])
    assert found["unknown"] > before["unknown"] or name == "G1"
    assert owned(county, policies)
    figures = {one.name for one in pack().indicators.values() if one.commitment == name}
    values = pq.read_table(county / "indicator.parquet").to_pylist()
    assert any(one["value"] is not None for one in values if one["indicator"] in figures)


def owned(folder: Path, policies: Collection[str]) -> list[str]:
    """The tasks of these policies, each with lead and office; where they only say who is what and
    nothing can be lacking (R1), the questions that an office or a helper has to answer."""
    tasks = rows(folder, "task", policies).to_pylist()
    assert all(one["lead"] and one["office"] for one in tasks)
    if any(pack().policies[name].decides != "status" for name in policies):
        return [one["task"] for one in tasks]
    asked = pq.read_table(folder / "question.parquet").to_pylist()
    return [
        one["question"]
        for one in asked
        if set(one["policies"].split()) & set(policies) and (one["office"] or one["helper_id"])
    ]


def test_who_answers_is_not_known_while_nobody_has_sent_the_list(county: Path) -> None:
    tables = county.parent / "snapshot" / "tables"
    sent = {path.stem: pq.read_table(path) for path in tables.glob("*.parquet")}
    del sent["answerable"]
    answers = demo_county(sent).answers("somebody_answers")
    assert {one["holds"] for one in answers.values()} == {None}
