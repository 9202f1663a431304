"""Two copies of one national list side by side: which columns of which people differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
from pyarrow import feather

from wuxiang.errors import Place, UserError
from wuxiang.intake.layouts import Layout, read_layouts
from wuxiang.intake.worker import SheetRead
from wuxiang.intake.workers import FileRead, read_files

PERSON = "person.id_number"
NAME, TOWNSHIP, VILLAGE = "person.name", "place.township", "place.village"
OF_THE_LIST = "list."
"""Targets that tell of the list itself: its day, its running numbers."""
ONLY_BEFORE, ONLY_NOW = "只在上次", "只在现在"


@dataclass(frozen=True)
class Differing:
    """A cell that differs, as written in both copies; `position` counts the columns from 1.

    Position 0: the person stands in one copy only, and `heading` says in which.
    """

    id_number: str
    name: str
    township: str
    village: str
    position: int
    heading: str
    before: str
    now: str


@dataclass(frozen=True)
class _Person:
    clean: Mapping[str, object]
    raw: Mapping[str, str]
    """The cell as written, by heading."""


def list_changes(before: Path, now: Path, county: Path, *, name: str) -> list[Differing]:
    """What differs between two workbooks of list `name`, person by person in the order of `now`,
    column by column in the order of the list; then those who stand in `before` alone.

    Cells that intake reads alike do not differ, however they are written; people are told apart by
    ID number, and rows without one are left out. UserError when a file is not such a list.
    """
    layout = next(one for one in read_layouts(county) if one.name == name)
    with TemporaryDirectory(prefix=".changes-", dir=now.parent) as folder:
        reads = read_files([before, now], county, Path(folder))
        first, second = (_people(read, layout, Path(folder)) for read in reads)
    found: list[Differing] = []
    for number, person in second.items():
        if number in first:
            found += _cells(layout, number, before=first[number], now=person)
        else:
            found.append(_alone(number, person, ONLY_NOW))
    gone = [number for number in first if number not in second]
    return found + [_alone(number, first[number], ONLY_BEFORE) for number in gone]


def _people(read: FileRead, layout: Layout, folder: Path) -> dict[str, _Person]:
    """The people of one copy by ID number."""
    if read.refused:
        raise UserError(read.refused, remedy=read.remedy, place=Place(read.path.name))
    sheets = [sheet for sheet in read.sheets if sheet.layout == layout.name]
    if not sheets:
        raise UserError(
            f"这个文件不是《{layout.zh}》",
            remedy="请从全国系统重新导出这张表，表头不要改动",
            place=Place(read.path.name),
        )
    return {number: person for sheet in sheets for number, person in _rows(sheet, folder)}


def _rows(sheet: SheetRead, folder: Path) -> Iterator[tuple[str, _Person]]:
    clean: pa.Table = feather.read_table(folder / f"{sheet.name}.clean.arrow")
    raw: pa.Table = feather.read_table(folder / f"{sheet.name}.raw.arrow")
    headings = {f"c{at}": heading for at, heading in enumerate(sheet.headings)}
    for read, written in zip(clean.to_pylist(), raw.to_pylist(), strict=True):
        if read[PERSON]:
            own = {headings[at]: str(written[at] or "") for at in headings if at in written}
            yield str(read[PERSON]), _Person(read, own)


def _cells(layout: Layout, number: str, *, before: _Person, now: _Person) -> Iterator[Differing]:
    for position, heading in enumerate(layout.headings, start=1):
        targets = [one.name for one in heading.targets if not one.name.startswith(OF_THE_LIST)]
        both = [one for one in targets if one in before.clean and one in now.clean]
        if any(before.clean[one] != now.clean[one] for one in both):
            texts = (heading.text, *heading.also)
            was, stands = (_written(one, texts) for one in (before, now))
            yield _differing(number, now, (position, heading.text), before=was, now=stands)


def _written(person: _Person, texts: Sequence[str]) -> str:
    return next((person.raw[text] for text in texts if text in person.raw), "")


def _alone(number: str, person: _Person, where: str) -> Differing:
    return _differing(number, person, (0, where), before="", now="")


def _differing(
    number: str, person: _Person, column: tuple[int, str], *, before: str, now: str
) -> Differing:
    said = {name: str(person.clean.get(name) or "") for name in (NAME, TOWNSHIP, VILLAGE)}
    return Differing(
        number, said[NAME], said[TOWNSHIP], said[VILLAGE], *column, before=before, now=now
    )
