"""The demo's files: the same bytes each time, each saying what it is, all of them readable."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from wuxiang.demo import HEQU, DemoSummary, generate, make_demo
from wuxiang.demo.chance import stream
from wuxiang.demo.dirt import DATE_STYLES, soiled, styled
from wuxiang.demo.foreign_lists import LISTS as FOREIGN_LISTS
from wuxiang.demo.lists import Listing
from wuxiang.demo.office import Office, Wish
from wuxiang.errors import UserError
from wuxiang.folder import hashes_of
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.schema import MADE_BY_INTAKE
from wuxiang.sealing import new_keys

SCALE = 0.02
INVENTED = "演示数据"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    return make_demo(tmp_path_factory.mktemp("demo") / "files", seed=5, scale=SCALE)


@pytest.fixture(scope="module")
def taken(made: DemoSummary, tmp_path_factory: pytest.TempPathFactory) -> IntakeSummary:
    out = tmp_path_factory.mktemp("taken") / "snapshot"
    days = Days(known_at=date(2019, 5, 1))
    return take_in(Sources(made.folder, HEQU), out, keys=new_keys(), days=days)


@pytest.fixture(scope="module")
def population() -> Listing:
    office = Office(generate(5, 0.2), {layout.name: layout for layout in read_layouts(HEQU)})
    return office.listed(Wish("population", "person", "人口底册"))


def text_of(file: Path) -> str:
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def test_the_same_seed_writes_the_same_bytes(made: DemoSummary, tmp_path: Path) -> None:
    again = make_demo(tmp_path / "again", seed=5, scale=SCALE)
    assert hashes_of(made.folder) == hashes_of(again.folder)
    assert made.files == again.files


def test_two_processes_write_the_same_bytes_as_one(
    made: DemoSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wuxiang.demo.files.SMALL", 0)
    again = make_demo(tmp_path / "again", seed=5, scale=SCALE)
    assert hashes_of(made.folder) == hashes_of(again.folder)


def test_every_file_says_that_its_people_are_invented(made: DemoSummary) -> None:
    files = [path for path in made.folder.rglob("*") if path.is_file()]
    assert len(files) == len(made.files) + len(FOREIGN_LISTS) + 1
    for file in files:
        if file.suffix == ".xlsx":
            with CalamineWorkbook.from_path(str(file)) as book:
                titles = [
                    str(book.get_sheet_by_name(name).to_python()[0][0]) for name in book.sheet_names
                ]
            assert all(INVENTED in title for title in titles), file
        else:
            assert INVENTED in text_of(file).splitlines()[0], file


def test_files_come_in_the_encodings_of_county_offices(made: DemoSummary) -> None:
    heads = {path.read_bytes()[:3] for path in made.folder.rglob("*.csv")}
    assert b"\xef\xbb\xbf" in heads
    gbk = 0
    for file in made.folder.rglob("*.csv"):
        try:
            file.read_text("utf-8")
        except UnicodeDecodeError:
            gbk += 1
    assert gbk > 10


def test_national_layouts_have_all_their_columns(made: DemoSummary) -> None:
    (person,) = made.folder.glob("国扶系统/人口信息_140930103*.xlsx")
    (roster,) = made.folder.glob("国扶系统/脱贫名单_140930103*.xlsx")
    (book,) = made.folder.glob("国扶系统/户册_140930103*.xlsx")
    with CalamineWorkbook.from_path(str(person)) as workbook:
        assert len([c for c in workbook.get_sheet_by_index(0).to_python()[2] if c]) == 47
    with CalamineWorkbook.from_path(str(roster)) as workbook:
        assert len([c for c in workbook.get_sheet_by_index(0).to_python()[2] if c]) == 32
    with CalamineWorkbook.from_path(str(book)) as workbook:
        assert len(workbook.sheet_names) == 9
        assert workbook.get_sheet_by_index(3).to_python()[2].count("") > 10


def test_intake_knows_every_list_and_reads_nearly_all_of_it(
    made: DemoSummary, taken: IntakeSummary
) -> None:
    assert taken.invented
    assert taken.as_of == date(2019, 4, 30)
    assert taken.refused_files == ()
    assert taken.rows == sum(made.files.values())
    for name, rows in made.tables.items():
        if name != "insurance" and name not in MADE_BY_INTAKE:  # insurance: the current year's list
            assert rows * 0.97 <= taken.tables[name] <= rows + 3, name


def test_the_errors_are_those_that_such_files_have(taken: IntakeSummary) -> None:
    expected = {"unwrapped", "respelt", "excel_serial", "id_15", "id_check", "id_from_card"}
    expected |= {"no_person", "unknown_person", "exact_double", "unknown_word", "total_row"}
    assert expected <= taken.by_rule.keys()


def test_no_error_touches_the_rows_of_planted_figures(population: Listing) -> None:
    dirty = soiled(population, stream(1, "here"))
    assert len(dirty) > len(population)
    changed = 0
    for before, after in zip(population.columns, dirty.columns, strict=True):
        same = np.array(before.to_pylist(), object) == np.array(
            after.slice(0, len(population)).to_pylist(), object
        )
        changed += int((~same).sum())
        assert same[population.safe].all()
    assert population.safe.any()
    assert 0 < changed < 0.01 * len(population) * len(population.columns)


def test_errors_come_from_the_seed(population: Listing) -> None:
    one, two = (soiled(population, stream(seed, "here")) for seed in (1, 2))
    again = soiled(population, stream(1, "here"))
    assert one.columns == again.columns
    assert one.columns != two.columns


@pytest.mark.parametrize("kind", ["E+", "１", "=", "+", "@"])
def test_the_worst_cells_are_there(population: Listing, kind: str) -> None:
    dirty = soiled(population, stream(3, "worst"))
    texts = pa.concat_arrays([column.drop_null() for column in dirty.columns]).to_pylist()
    assert any(text.startswith(kind) or (kind == "E+" and kind in text) for text in texts)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("-", "2018-02-05"),
        ("/", "2018/2/5"),
        (".", "2018.02.05"),
        ("compact", "20180205"),
        ("年", "2018年2月5日"),
        ("、", "2018、2、5"),
        ("padded", "2018/02/05"),
        ("time", "2018-02-05 00:00:00"),
    ],
)
def test_days_are_written_in_eight_ways(style: str, text: str) -> None:
    assert DATE_STYLES[style](date(2018, 2, 5)) == text


def test_a_style_holds_for_the_whole_list(population: Listing) -> None:
    found = styled(population, "年", shelled=True)
    joined, number = found.at("person.joined_on"), found.at("person.id_number")
    assert joined is not None
    assert number is not None
    assert all("年" in day for day in found.columns[joined].to_pylist())
    assert all(text.startswith('="') for text in found.columns[number].to_pylist())


def test_a_list_opens_in_a_spreadsheet_with_its_headings(made: DemoSummary) -> None:
    (file,) = made.folder.glob("扶贫办/户状态名册.csv")
    rows = list(csv.reader(text_of(file).splitlines()))
    assert rows[2][:4] == ["户编号", "户口簿号", "户状态", "起始日期"]
    assert "脱贫享受政策" in {row[2] for row in rows[3:] if len(row) > 2}


def test_nothing_is_overwritten_and_no_county_is_smaller_than_nothing(
    made: DemoSummary, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="never overwritten"):
        make_demo(made.folder, seed=5, scale=SCALE)
    with pytest.raises(UserError, match="no county of scale"):
        make_demo(tmp_path / "none", seed=5, scale=0)


def test_a_pack_without_areas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no list of areas"):
        make_demo(tmp_path / "files", seed=5, scale=SCALE, pack=tmp_path)
    assert not (tmp_path / "files").exists()


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = make_demo(
        tmp_path / "files", seed=5, scale=0.01, progress=lambda *step: told.append(step)
    )
    assert len(told) == len(made.files)
    assert told[-1][1:] == (len(told), len(told))
    assert made.people > made.households
