"""Hostile and broken files are refused in seconds, in bounded memory, and without the others."""

import json
import re
import signal
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake_files import PACK, write_csv, write_xlsx
from wuxiang.errors import Place, UserError
from wuxiang.intake.grids import read_grids
from wuxiang.intake.guard import guard_xlsx, marks_in
from wuxiang.intake.workers import FileRead, Limits, _Reader, read_files

GOOD = {"s": [["甲", "乙"], ["1", "2"]]}
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
DEFAULT = Limits()
TAIL = b"</sheetData></worksheet>"


def spoilt(path: Path, parts: dict[str, bytes | None]) -> Path:
    """A good workbook with some parts replaced, added, or left out (None)."""
    good = write_xlsx(path.with_name("good.xlsx"), GOOD)
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name not in parts:
                made.writestr(name, source.read(name))
        for name, content in parts.items():
            if content is not None:
                made.writestr(name, content)
    good.unlink()
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        list(read_grids(path))
    assert caught.value.remedy
    return caught.value.problem


def test_macros_links_entities_and_missing_parts(tmp_path: Path) -> None:
    bad: dict[str, tuple[dict[str, bytes | None], str]] = {
        "macro": ({"xl/vbaProject.bin": b"x"}, "macros"),
        "links": ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "links to other files"),
        "entity": ({SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + TAIL}, "entities"),
        "empty": ({"xl/workbook.xml": None}, "no workbook"),
        "xml": ({SHEET: HEAD + b'<row r="1"><c r="A1"><v>1</c'}, "breaks off"),
        "tags": ({SHEET: HEAD + b'<row r="1"><c r="A1"></x></row>' + TAIL}, "damaged"),
    }
    for name, (parts, words) in bad.items():
        assert words in refusal(spoilt(tmp_path / f"{name}.xlsx", parts))


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path: Path) -> None:
    path = spoilt(tmp_path / "bomb.xlsx", {SHEET: HEAD + b" " * (40 << 20) + TAIL})
    assert path.stat().st_size < 1 << 20
    tracemalloc.start()
    assert "unpacks to far too much" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def test_a_part_longer_than_it_says_is_refused(tmp_path: Path) -> None:
    path = spoilt(tmp_path / "lies.xlsx", {SHEET: HEAD + b" " * 5000 + TAIL})
    content = path.read_bytes()
    size = len(HEAD + TAIL) + 5000
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert "damaged" in refusal(path)


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wuxiang.intake.guard.MOST_CELLS", 3)
    path = write_xlsx(tmp_path / "many.xlsx", {"s": [["1", "2"], ["3", "4"]]})
    assert "more than 3 cells" in refusal(path)


def test_too_many_or_doubled_parts_and_too_much_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = spoilt(tmp_path / "parts.xlsx", {f"x{n}": b"" for n in range(2001)})
    assert "list of parts" in refusal(path)
    monkeypatch.setattr("wuxiang.intake.guard.MOST_UNPACKED", 100)
    assert "more than 1 GiB" in refusal(write_xlsx(tmp_path / "much.xlsx", GOOD))
    monkeypatch.setattr("wuxiang.intake.guard.MOST_BYTES", 10)
    assert "larger than" in refusal(write_xlsx(tmp_path / "long.xlsx", GOOD))


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "locked.xlsx", GOOD)
    content = bytearray(path.read_bytes())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
        if content[at : at + 4] == b"PK\x03\x04":
            content[at + 6] |= 1
    path.write_bytes(content)
    assert "encrypted" in refusal(path)


def test_names_that_do_not_fit_the_content(tmp_path: Path) -> None:
    good = write_xlsx(tmp_path / "a.xlsx", GOOD)
    as_csv = tmp_path / "a.csv"
    as_csv.write_bytes(good.read_bytes())
    assert "the content says xlsx" in refusal(as_csv)
    locked = tmp_path / "b.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "encrypted, or an old .xls" in refusal(locked)
    macro = tmp_path / "c.xls"
    macro.write_bytes(locked.read_bytes() + "_VBA_PROJECT".encode("utf-16-le"))
    assert "macros" in refusal(macro)
    broken = tmp_path / "d.xls"
    broken.write_bytes(locked.read_bytes())
    assert "damaged" in refusal(broken)
    truncated = tmp_path / "e.xlsx"
    truncated.write_bytes(good.read_bytes()[:2000])
    assert "damaged" in refusal(truncated)
    binary = tmp_path / "f.csv"
    binary.write_bytes(b"\x80\xff\xff\xff")
    assert "neither UTF-8" in refusal(binary)
    nul = tmp_path / "g.csv"
    nul.write_bytes(b"a,b\0\n")
    assert "NUL" in refusal(nul)
    long = tmp_path / "h.csv"
    long.write_text("a," + "x" * 200_000)
    assert "CSV" in refusal(long)
    wide = write_csv(tmp_path / "i.csv", [["x"] * 1001])
    assert "columns" in refusal(wide)


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,2\n2,"x\n3,4\n',
        'a,b\n1,2\n2,"x\n3,"y",4\n',
        'a,b\n1,2\n2,"' + "x" * 200_000 + "\n3,4\n",
    ],
)
def test_a_quotation_mark_that_does_not_close_swallows_no_rows(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match="line 3") as caught:
        read_grids(path)
    assert caught.value.place == Place("a.csv", line=3)
    assert "quotation mark" in caught.value.remedy


def test_lines_inside_quotation_marks_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,"b\nc"\n1,"x""y"\n2,"z\n', "utf-8")
    assert "line 4" in refusal(path)


def read_all(paths: list[Path], tmp_path: Path, limits: Limits = DEFAULT) -> list[FileRead]:
    folder = tmp_path / "tables"
    folder.mkdir()
    return read_files(paths, PACK, folder, limits=limits)


def test_a_file_that_kills_its_reader_is_refused_alone(tmp_path: Path) -> None:
    """Two cells in opposite corners: the reader asks for 17 thousand million cells and dies."""
    row = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
    corners = row % (1, b"A1") + row % (1048576, b"XFD1048576")
    sparse = spoilt(tmp_path / "sparse.xlsx", {SHEET: HEAD + corners + TAIL})
    deep = spoilt(tmp_path / "deep.xlsx", {SHEET: b"<a>" * 2_000_000})
    nested = HEAD + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + TAIL
    deeper = spoilt(tmp_path / "deeper.xlsx", {SHEET: nested})
    good = [write_xlsx(tmp_path / f"{n}.xlsx", GOOD) for n in range(3)]
    reads = read_all([sparse, good[0], deep, *good[1:], deeper], tmp_path)
    assert [bool(read.refused) for read in reads[:5]] == [True, False, True, False, False]
    assert reads[5].refused or all(sheet.rows == 0 for sheet in reads[5].sheets)
    assert "memory or time" in str(reads[0].refused)


def test_a_reader_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    rows = [["1"] * 10] * 100_000
    slow = write_csv(tmp_path / "slow.csv", rows)
    reads = read_all([slow], tmp_path, Limits(most_seconds=0.01))
    assert "memory or time" in str(reads[0].refused)


def test_what_is_bounded_is_the_time_of_the_processor(tmp_path: Path) -> None:
    """A machine that is busy with something else makes no file too heavy."""
    slow = write_csv(tmp_path / "slow.csv", [["1"] * 10] * 100_000)
    command = [sys.executable, "-m", "wuxiang.intake.worker", PACK, tmp_path, DEFAULT.most_bytes]
    order = json.dumps({"number": 0, "path": str(slow)}) + "\n"
    ended = subprocess.run([*map(str, command), "0.01"], input=order, text=True, check=False)
    assert ended.returncode == -signal.SIGPROF


def test_a_reader_out_of_memory_refuses_the_file(tmp_path: Path) -> None:
    big = write_csv(tmp_path / "big.csv", [["x" * 100_000] * 10] * 200)
    small = write_csv(tmp_path / "small.csv", [["甲"], ["1"]])
    reads = read_all([big, small], tmp_path, Limits(most_bytes=600 << 20))
    assert reads[0].refused
    assert not reads[1].refused


def test_errors_and_formulas_without_a_value_are_seen(tmp_path: Path) -> None:
    cells = (
        b'<row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        b'<c r="B3"><f>A1+1</f></c><c r="C3"><f>A1</f><v>7</v></c>'
        b'<c r="D3" t="str"><f>B1</f></c><c r="E3"><v>1</v></c><c r="ZZ900"><f>1</f></c></row>'
    )
    path = spoilt(tmp_path / "f.xlsx", {SHEET: HEAD + cells + TAIL})
    (grid,) = read_grids(path)
    assert grid.height >= 3
    assert grid.row(0) == [""] * len(grid.columns)  # blank rows above stay
    assert grid.row(2)[:4] == ["#VALUE!", "=?", "7", "=?"]
    assert marks_in(b"").errors == ()
    assert guard_xlsx(write_xlsx(tmp_path / "none.xlsx", GOOD)) == {}


def prefixed(xml: bytes) -> bytes:
    """The same XML with a prefix before each name, as some programs write it."""
    named = xml.replace(b"xmlns=", b"xmlns:x=")
    return re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", named)


def test_a_formula_whose_result_is_the_empty_text_is_blank(tmp_path: Path) -> None:
    cells = (
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1="","","")</f><v></v></c>'
        b'<c t="str" r="C1"><f>A1</f><v/></c><c r="D1"><f>A1</f><v></v></c>'
        b'<c r="E1"><v>2</v></c></row>'
    )
    for name, xml in (("a", HEAD + cells + TAIL), ("b", prefixed(HEAD + cells + TAIL))):
        (grid,) = read_grids(spoilt(tmp_path / f"{name}.xlsx", {SHEET: xml}))
        assert grid.row(0) == ["1", "", "", "=?", "2"]


def test_a_prefix_hides_neither_cells_nor_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = (
        b'<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>A1+1</f></c>'
        b'<c r="C1"><f>A1</f><v>7</v></c><c r="D1" t="e"><v>#REF!</v></c></row>'
    )
    path = spoilt(tmp_path / "x.xlsx", {SHEET: prefixed(HEAD + cells + TAIL)})
    (grid,) = read_grids(path)
    assert grid.row(0) == ["#VALUE!", "=?", "7", "#VALUE!"]
    monkeypatch.setattr("wuxiang.intake.guard.MOST_CELLS", 3)
    assert "more than 3 cells" in refusal(path)


def test_marks_beyond_the_cells_that_were_read_do_not_matter(tmp_path: Path) -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><!-- <c r="ZZ900" t="e"> -->'
    path = spoilt(tmp_path / "m.xlsx", {SHEET: HEAD + cells + TAIL})
    (grid,) = read_grids(path)
    assert grid.row(0) == ["1"]


def test_a_reader_that_died_between_two_files_takes_none_with_it(tmp_path: Path) -> None:
    first, second, third = (write_xlsx(tmp_path / f"{n}.xlsx", GOOD) for n in range(3))
    folder = tmp_path / "tables"
    folder.mkdir()
    with _Reader(PACK, folder, DEFAULT) as reader:
        assert not reader.read(0, first).refused
        assert reader._child is not None
        reader._child.kill()
        reader._child.wait()
        assert not reader.read(1, second).refused
        assert not reader.read(2, third).refused


def test_a_picture_and_a_sheet_of_a_chart_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "chart.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_string(0, 0, "日期")
        sheet.write_datetime(1, 0, datetime(2019, 4, 30, 8, 5), book.add_format({"num_format": 22}))
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$A$2:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
    (grid,) = read_grids(path)
    assert [grid.row(0), grid.row(1)] == [["日期"], ["2019-04-30 08:05:00"]]
