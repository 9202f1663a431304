"""What people decided about the doubtful: the review queue (待核.xlsx) that comes back.

Each line of the queue is one candidate of one row. 是 says that it is he, 否 that it is not; where
every candidate is refused, the row is nobody's, and where nothing is written it stays in doubt.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.intake.cleaning import tidy
from wuxiang.intake.layouts import read_layouts
from wuxiang.intake.sources import Source, sources_of
from wuxiang.intake.taking import ROW
from wuxiang.intake.workers import read_files
from wuxiang.linkage.deciding import Decided
from wuxiang.linkage.lists import Row
from wuxiang.linkage.register import Register
from wuxiang.sealing import Keys, token

ROW_MARK, PERSON_MARK, VERDICT = "名单行编号", "候选人编号", "认定(是/否)"
VERDICTS: Mapping[str, bool | None] = {"是": True, "否": False, "": None}
LAYOUT = {
    "layout": "reviewed",
    "title": {"zh": "比对待核", "en": "Reviewed queue of a comparison"},
    "edition": "1",
    "row_is": "nothing",
    "priority": "1",
    "required": [ROW_MARK, PERSON_MARK, VERDICT],
    "columns": dict.fromkeys((ROW_MARK, PERSON_MARK, VERDICT), "ignore"),
}


@dataclass(frozen=True)
class Line:
    """One line of a queue with what somebody wrote there."""

    place: Place
    row_mark: str
    person: str
    verdict: bool | None


@dataclass
class Verdict:
    """What all lines about one row of a list say together."""

    first: Line
    chosen: Line | None = None
    refused: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def add(self, line: Line) -> None:
        """Take a further line; UserError when a second person is chosen."""
        self.asked.add(line.person)
        if line.verdict is False:
            self.refused.add(line.person)
        elif line.verdict:
            if self.chosen is not None and self.chosen.person != line.person:
                raise UserError(
                    f"two candidates of one row are both 是 (the other in row "
                    f"{self.chosen.place.row})",
                    remedy="leave 是 at one of them and write 否 at the others",
                    place=line.place,
                )
            self.chosen = line
        if self.chosen is not None and self.chosen.person in self.refused:
            raise UserError(
                "one candidate of a row is both 是 and 否",
                remedy="leave one of the two",
                place=line.place,
            )

    def on(self, doubt: Decided) -> Decided:
        """What becomes of a row that was in doubt."""
        if self.chosen is not None:
            return Decided("confirmed", self.chosen.person, candidates=doubt.candidates)
        if self.asked <= self.refused:
            return Decided("dismissed", candidates=doubt.candidates)
        return doubt


def mark_of_row(keys: Keys, row: Row) -> str:
    """The mark of a list's row: the same row has the same in every comparison."""
    return token(keys, "row", "\0".join((row.comparison, *row.cells)))


def read_verdicts(paths: Sequence[Path], *, folder: Path) -> dict[str, Verdict]:
    """What reviewed queues say, by the mark of the row; `folder` is for files in between.

    Raises UserError, with file, sheet and row, for a file that is no such queue, a word that is
    neither 是 nor 否, and rows that contradict each other.
    """
    found: dict[str, Verdict] = {}
    for source in _sources(paths, folder) if paths else ():
        for line in _lines(source):
            found.setdefault(line.row_mark, Verdict(line)).add(line)
    return found


def settle(
    decided: Sequence[Decided],
    *,
    marks: Sequence[str],
    verdicts: Mapping[str, Verdict],
    register: Register,
) -> list[Decided]:
    """`decided` (with the marks of its rows), with people's verdicts in place of machines'.

    Raises UserError for a verdict about a row that is in none of the lists, or a person who is not
    on the register any more.
    """
    known = set(marks)
    for mark, verdict in verdicts.items():
        if mark not in known:
            raise UserError(
                "the row that was decided here is in none of the lists",
                remedy="compare the lists from which this queue was made, unchanged",
                place=verdict.first.place,
            )
        if verdict.chosen is not None and verdict.chosen.person not in register.people:
            raise UserError(
                "the person who was chosen is not on the register of this snapshot",
                remedy="compare with the snapshot of which this queue was made, or clear the cell",
                place=verdict.chosen.place,
            )
    return [
        verdicts[mark].on(one) if mark in verdicts and one.outcome != "repeated" else one
        for one, mark in zip(decided, marks, strict=True)
    ]


def _sources(paths: Sequence[Path], folder: Path) -> list[Source]:
    pack, tables = folder / "pack", folder / "tables"
    (pack / "layouts").mkdir(parents=True)
    tables.mkdir()
    (pack / "layouts" / "reviewed.yaml").write_text(json.dumps(LAYOUT), "utf-8")
    for path in paths:
        if not path.is_file():
            raise UserError(f"there is no {path}", remedy="name a 待核.xlsx that was decided")
    absolute = [path.resolve() for path in paths]
    reads = read_files(absolute, pack, tables)
    for read in reads:
        if read.refused:
            raise UserError(read.refused, remedy=read.remedy, place=Place(str(read.path)))
        if all(sheet.layout is None for sheet in read.sheets):
            raise UserError(
                f"no sheet has the headings {ROW_MARK}, {PERSON_MARK}, {VERDICT}",
                remedy="write into the 待核.xlsx of a comparison and keep its columns",
                place=Place(str(read.path)),
            )
    return sources_of(reads, read_layouts(pack), folder=Path("/"), tables=tables)


def _lines(source: Source) -> Iterator[Line]:
    headings = source.sheet.headings
    columns = [
        source.raw[f"c{headings.index(name)}"].to_pylist()
        for name in (ROW_MARK, PERSON_MARK, VERDICT)
    ]
    numbers = source.raw[ROW].to_pylist()
    for number, row_mark, person, word in zip(numbers, *columns, strict=True):
        place = Place(f"/{source.file}", sheet=source.sheet.sheet, row=number, column=VERDICT)
        verdict = tidy(word)[0]
        if verdict not in VERDICTS:
            raise UserError(
                f"`{verdict}` is neither 是 nor 否",
                remedy="write 是 or 否, or leave the cell empty while nobody knows",
                place=place,
            )
        yield Line(place, row_mark, person, VERDICTS[verdict])
