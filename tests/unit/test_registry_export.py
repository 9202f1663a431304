"""Lists of the national registry are written as intake reads them: out and in again the same."""

import shutil
import stat
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from tests.conftest import HEQU
from tests.unit.test_pack import COUNTY, POLICY
from wuxiang.cli import main
from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.intake.layouts import Layout, read_layouts
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.report.registry import LISTS, Part, write_list
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys, new_keys
from wuxiang.snapshot import identities, read_manifest, table_file

LAYOUTS = {layout.name: layout for layout in read_layouts(HEQU)}
WORDS = {
    "person_export": """
        省 市 县 乡 村 户编号 人口编号 姓名 性别 出生日期 证件类型 证件号码 民族 户联系电话
        成员联系电话 年度 与户主关系 文化程度 在校生状况 劳动技能 务工时间（月） 健康状况 政治面貌
        务工企业名称
        是否享受低保 是否参加城镇职工基本养老保险 是否参加大病保险
        是否参加新型农村合作医疗（城乡居民基本医疗保险） 是否参加城乡居民基本养老保险 失学或辍学原因
        是否会讲普通话 是否参加商业补充医疗保险 是否国外务工 产业分类 是否接受大病医疗救助
        是否接受其他健康扶贫 公益性岗位类型 公益性岗位(月数) 就业渠道 残疾类别 务工所在地 户主姓名
        户主证件号码 是否参加城镇职工基本医疗保险 是否特困供养人员 残疾证办证年度 识别标准
    """,
    "roster": """
        序号 数据日期 县(市、区、旗) 乡(镇) 行政村 自然村 户编号 人编号 姓名 证件号码 人数
        与户主关系 民族 文化程度 在校生状况 健康状况 劳动技能 务工时间（月）
        是否参加大病保险 致贫原因1
        危房户
        是否解决安全饮用水 人均纯收入 户联系电话 人联系电话 首次识别时间 人员识别时间 户类型
        易返贫致贫户(监测对象)类型 风险是否消除 风险识别时间 风险消除时间
    """,
}
HEADINGS = {name: words.split() for name, words in WORDS.items()}


def sheet(file: Path) -> list[list[object]]:
    book = CalamineWorkbook.from_path(str(file))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def columns_of(layout: Layout, table: str) -> list[str]:
    """The table's columns that the list carries, its key first."""
    targets = [t.name.partition(".") for h in layout.headings for t in h.targets]
    carried = {column for name, _, column in targets if name == table}
    return [c.name for c in TABLES[table].columns if c.name in carried | set(TABLES[table].key)]


def rows_of(snapshot: Path, keys: Keys, table: str, columns: list[str]) -> set[tuple[object, ...]]:
    """The rows of a table with names and numbers put back."""
    key = TABLES[table].key[0]
    sealed = {column.name for column in TABLES[table].sealed}
    with DuckEngine([snapshot]) as engine:
        engine.open_table(table, table_file(snapshot, table))
        engine.take("identity", identities(snapshot, keys, table))
        named = (f"i.{name}" if name in sealed else f"t.{name}" for name in columns)
        select = f"SELECT {', '.join(named)} FROM {table} t JOIN identity i ON i.{key} = t.{key}"
        return set(engine.rows(select))


@pytest.mark.parametrize("name", LISTS)
def test_out_and_in_again_gives_the_same_rows(
    name: str, small_snapshot: Path, small_files: Path, keys: Keys, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    written = write_list(small_snapshot, HEQU, Part(name), out=folder / "list.xlsx", keys=keys)
    shutil.copy(next(small_files.rglob("区划表.csv")), folder)
    again = tmp_path / "snapshot"
    day = read_manifest(small_snapshot).day
    days = Days(known_at=date(2019, 5, 5), as_of=day)
    taken = take_in(Sources(folder, HEQU), again, keys=keys, days=days)
    assert taken.tables["person"] == written > 100
    assert taken.count("refused") == 0
    for table in ("person", "household"):
        columns = columns_of(LAYOUTS[name], table)
        before = rows_of(small_snapshot, keys, table, columns)
        assert rows_of(again, keys, table, columns) <= before


@pytest.mark.parametrize("name", LISTS)
def test_the_headings_are_those_of_the_national_list_and_no_other(
    name: str, small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    out = tmp_path / "list.xlsx"
    told: list[int] = []
    written = write_list(
        small_snapshot,
        HEQU,
        Part(name),
        out=out,
        keys=keys,
        progress=lambda _what, done, _of: told.append(done),
    )
    rows = sheet(out)
    assert rows[0] == HEADINGS[name]
    assert len(rows) == written + 1
    assert told == sorted(told) != []
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["list.xlsx"]
    numbers = [row[HEADINGS[name].index("证件号码")] for row in rows[1:]]
    assert all(isinstance(number, str) and len(number) == 18 for number in numbers)
    unknown = {"person_export": "产业分类", "roster": "风险消除时间"}[name]
    assert "" in {row[HEADINGS[name].index(unknown)] for row in rows[1:]}


def test_nobody_who_left_no_poverty_is_in_the_roster(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    for name in LISTS:
        write_list(small_snapshot, HEQU, Part(name), out=tmp_path / f"{name}.xlsx", keys=keys)
    everybody, left = (sheet(tmp_path / f"{name}.xlsx") for name in LISTS)
    assert 1 < len(left) < len(everybody)
    kind = HEADINGS["roster"].index("户类型")
    assert {row[kind] for row in left[1:]} <= {"脱贫户", "监测户"}
    assert [row[0] for row in left[1:]] == list(range(1, len(left)))


def test_a_part_holds_the_people_of_its_places_alone(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    poor = set(pq.read_table(table_file(small_snapshot, "income"))["household_id"].to_pylist())
    homes = pq.read_table(table_file(small_snapshot, "household")).to_pylist()
    village = next(one["village_code"] for one in homes if one["household_id"] in poor)
    for at, within in enumerate(("", village[:9], village, "999")):
        part = Part("person_export", within)
        write_list(small_snapshot, HEQU, part, out=tmp_path / f"{at}.xlsx", keys=keys)
    everybody, township, own, nobody = (sheet(tmp_path / f"{at}.xlsx")[1:] for at in range(4))
    at = HEADINGS["person_export"].index("乡")
    names = {row[at] for row in township}
    assert len(names) == 1
    assert township == [row for row in everybody if row[at] in names]
    assert 0 < len(own) <= len(township) < len(everybody)
    assert {row[at + 1] for row in own} == {own[0][at + 1]}
    assert all(row in township for row in own)
    assert nobody == []


def test_what_is_not_known_or_may_not_be_opened_writes_nothing(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    out = tmp_path / "list.xlsx"
    with pytest.raises(UserError, match="no list"):
        write_list(small_snapshot, HEQU, Part("population"), out=out, keys=keys)
    with pytest.raises(UserError, match="key"):
        write_list(small_snapshot, HEQU, Part("roster"), out=out, keys=new_keys())
    out.touch()
    with pytest.raises(UserError, match="already"):
        write_list(small_snapshot, HEQU, Part("roster"), out=out, keys=keys)
    assert [path.name for path in tmp_path.iterdir()] == ["list.xlsx"]


def test_the_command_writes_the_list(small_snapshot: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "roster.xlsx")
    given = ["export", str(small_snapshot), "--county", str(HEQU), "--list", "roster", "--out", out]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0
    assert "people" in done.output


def test_a_pack_without_the_facts_of_a_list_writes_none(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    (pack / "layouts").mkdir(parents=True)
    (pack / "policies").mkdir()
    shutil.copy(HEQU / "layouts" / "person_export.yaml", pack / "layouts")
    (pack / "county.yaml").write_text(COUNTY, "utf-8")
    text = POLICY.replace("for_each: counted", "for_each: household")
    (pack / "policies" / "aid.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError, match="lacks the facts member_now"):
        write_list(
            small_snapshot, pack, Part("person_export"), out=tmp_path / "list.xlsx", keys=keys
        )
    assert not (tmp_path / "list.xlsx").exists()
