"""The demo's files: the same bytes each time, each saying what it is, all of them readable."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import SMALL
from wuxiang.demo import HEQU, DemoSummary, generate, make_demo
from wuxiang.demo.chance import stream
from wuxiang.demo.dirt import DATE_STYLES, soiled, styled
from wuxiang.demo.foreign_lists import LISTS as FOREIGN_LISTS
from wuxiang.demo.lists import Listing
from wuxiang.demo.office import Office, Wish
from wuxiang.errors import UserError
from wuxiang.folder import hashes_of
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.take_in import IntakeSummary
from wuxiang.schema import MADE_BY_INTAKE

INVENTED = "演示数据"


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


def test_the_same_seed_writes_the_same_bytes_in_two_processes_and_tells_its_progress(
    small_demo: DemoSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wuxiang.demo.files.SMALL", 0)
    told: list[tuple[str, int, int]] = []
    again = make_demo(
        tmp_path / "again", seed=7, scale=SMALL, progress=lambda *step: told.append(step)
    )
    assert hashes_of(small_demo.folder) == hashes_of(again.folder)
    assert small_demo.files == again.files
    assert len(told) == len(again.files)
    assert told[-1][1:] == (len(told), len(told))
    assert again.people > again.households


def test_every_file_says_that_its_people_are_invented(small_demo: DemoSummary) -> None:
    files = [path for path in small_demo.folder.rglob("*") if path.is_file()]
    assert len(files) == len(small_demo.files) + len(FOREIGN_LISTS) + 1
    for file in files:
        if file.suffix == ".xlsx":
            with CalamineWorkbook.from_path(str(file)) as book:
                titles = [
                    str(book.get_sheet_by_name(name).to_python()[0][0]) for name in book.sheet_names
                ]
            assert all(INVENTED in title for title in titles), file
        else:
            assert INVENTED in text_of(file).splitlines()[0], file


def test_files_come_in_the_encodings_of_county_offices(small_demo: DemoSummary) -> None:
    heads = {path.read_bytes()[:3] for path in small_demo.folder.rglob("*.csv")}
    assert b"\xef\xbb\xbf" in heads
    gbk = 0
    for file in small_demo.folder.rglob("*.csv"):
        try:
            file.read_text("utf-8")
        except UnicodeDecodeError:
            gbk += 1
    assert gbk > 10


def test_national_layouts_have_all_their_columns(small_demo: DemoSummary) -> None:
    (person,) = small_demo.folder.glob("国扶系统/人口信息_140930103*.xlsx")
    (roster,) = small_demo.folder.glob("国扶系统/脱贫名单_140930103*.xlsx")
    (book,) = small_demo.folder.glob("国扶系统/户册_140930103*.xlsx")
    with CalamineWorkbook.from_path(str(person)) as workbook:
        assert len([c for c in workbook.get_sheet_by_index(0).to_python()[2] if c]) == 47
    with CalamineWorkbook.from_path(str(roster)) as workbook:
        assert len([c for c in workbook.get_sheet_by_index(0).to_python()[2] if c]) == 32
    with CalamineWorkbook.from_path(str(book)) as workbook:
        assert len(workbook.sheet_names) == 9
        assert workbook.get_sheet_by_index(3).to_python()[2].count("") > 10


def test_intake_knows_every_list_and_reads_nearly_all_of_it(
    small_demo: DemoSummary, small_intake: IntakeSummary
) -> None:
    assert small_intake.invented
    assert small_intake.as_of == date(2019, 4, 30)
    assert small_intake.refused_files == ()
    assert small_intake.rows == sum(small_demo.files.values())
    for name, rows in small_demo.tables.items():
        if name != "insurance" and name not in MADE_BY_INTAKE:  # insurance: the current year's list
            assert rows * 0.97 <= small_intake.tables[name] <= rows + 3, name


def test_the_errors_are_those_that_such_files_have(small_intake: IntakeSummary) -> None:
    expected = {"unwrapped", "respelt", "excel_serial", "id_15", "id_check", "id_from_card"}
    expected |= {"no_person", "unknown_person", "exact_double", "unknown_word", "total_row"}
    assert expected <= small_intake.by_rule.keys()


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


def test_a_list_opens_in_a_spreadsheet_with_its_headings(small_demo: DemoSummary) -> None:
    (file,) = small_demo.folder.glob("扶贫办/户状态名册.csv")
    rows = list(csv.reader(text_of(file).splitlines()))
    assert rows[2][:4] == ["户编号", "户口簿号", "户状态", "起始日期"]
    assert "脱贫享受政策" in {row[2] for row in rows[3:] if len(row) > 2}


def test_nothing_is_overwritten_and_no_county_is_smaller_than_nothing(
    small_demo: DemoSummary, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="never overwritten"):
        make_demo(small_demo.folder, seed=5, scale=SMALL)
    with pytest.raises(UserError, match="no county of scale"):
        make_demo(tmp_path / "none", seed=5, scale=0)


def test_a_pack_without_areas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no list of areas"):
        make_demo(tmp_path / "files", seed=5, scale=SMALL, pack=tmp_path)
    assert not (tmp_path / "files").exists()
