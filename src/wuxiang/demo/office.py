"""What an office knows of the rows it lists: whose they are, and where those people live."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import Flags, Ints
from wuxiang.demo.county import County
from wuxiang.demo.lists import Listing, listing
from wuxiang.demo.payments import positions
from wuxiang.intake.layouts import Layout

COUNTY_CODE = "140930"


@dataclass(frozen=True)
class Wish:
    """Which list is wanted: its layout, title, rows of its table, and cells that are not kept."""

    layout: str
    table: str
    title: str
    rows: Ints | None = None
    fill: Mapping[str, pa.Array | str] = field(default_factory=dict)
    """Cells of headings that go nowhere, by heading; a text stands in every row."""
    without: tuple[str, ...] = ()
    """Targets that this list leaves out, `place` for all that say where."""
    every: bool = False
    """Whether headings without a value are there too."""


@dataclass(frozen=True)
class Office:
    """A county's tables with the layouts in which it writes them."""

    county: County
    layouts: Mapping[str, Layout]

    def table(self, name: str) -> pa.Table:
        """A table of the county."""
        return self.county.tables[name]

    def listed(self, wish: Wish) -> Listing:
        """The rows of a table under a layout's headings, with whose they are and where."""
        table = self.table(wish.table)
        rows = np.arange(len(table)) if wish.rows is None else wish.rows
        values = {
            f"{wish.table}.{name}": _take(table, name, rows=rows) for name in table.column_names
        }
        safe = self._safe_houses[rows] if wish.table == "house_survey" else rows < 0
        if (household := self._households(wish.table, rows)) is not None:
            values |= self._of_households(household)
            safe = self.county.untouched_households[_filled(household)]
        if (person := self._persons(wish.table, rows)) is not None:
            values |= self._of_persons(person)
            safe = safe | self.county.untouched_people[_filled(person)]
        if "other_household_id" in table.column_names:
            other = _numbers_in(table["other_household_id"], rows)
            values["other_household.book_number"] = self.county.book_numbers.take(other)
        if "helper_id" in table.column_names:
            values |= self._of_helpers(wish.table, rows)
        values = {
            name: column
            for name, column in values.items()
            if name not in wish.without and name.partition(".")[0] not in wish.without
        }
        values |= {name: _filling(text, len(rows)) for name, text in wish.fill.items()}
        layout = self.layouts[wish.layout]
        return listing(layout, values, title=wish.title, safe=safe, every=wish.every)

    @cached_property
    def township_of(self) -> list[str]:
        """Code of each household's township (9 digits)."""
        codes = self.table("household")["village_code"].to_pylist()
        return [code[:9] for code in codes]

    @cached_property
    def townships(self) -> dict[str, str]:
        """Name of each township by its code (9 digits)."""
        area = self.table("area")
        rows = zip(
            *(area[name].to_pylist() for name in ("area_code", "level", "name")), strict=True
        )
        return {code[:9]: name for code, level, name in rows if level == "township"}

    @cached_property
    def home(self) -> Ints:
        """Position of each person's household."""
        return positions(self.table("person")["household_id"])

    @cached_property
    def present(self) -> Flags:
        """Which people are members of their household now."""
        left = self.table("person")["left_on"].is_null()
        return np.asarray(left.to_numpy(), np.bool_)

    @cached_property
    def places(self) -> tuple[list[str], list[str], list[str]]:
        """Each household's township and village by name, and the name of its head."""
        township, village, _ = self._names
        return township, village, self._links["head.name"].to_pylist()

    @cached_property
    def _safe_houses(self) -> Flags:
        """Which survey rows are of registry households, all of whose houses are safe by now."""
        house, listed = self.table("house"), self.table("income")["household_id"]
        known = house.filter(pc.is_in(house["household_id"], pc.unique(listed)))["house_id"]
        return np.asarray(pc.is_in(self.table("house_survey")["house_id"], pc.unique(known)))

    @cached_property
    def _heads(self) -> Ints:
        relation = self.table("person")["relation"].to_numpy()
        return np.flatnonzero(relation == "head")

    @cached_property
    def _names(self) -> tuple[list[str], list[str], list[str | None]]:
        area = self.table("area")
        name = dict(zip(area["area_code"].to_pylist(), area["name"].to_pylist(), strict=True))
        homes = self.table("household")
        villages = homes["village_code"].to_pylist()
        natural = homes["natural_village_code"].to_pylist()
        return (
            [self.townships[code] for code in self.township_of],
            [name[code] for code in villages],
            [name.get(code) for code in natural],
        )

    @cached_property
    def _links(self) -> dict[str, pa.Array]:
        township, village, natural = self._names
        person, heads = self.table("person"), pa.array(self._heads)
        return {
            "household.book_number": self.county.book_numbers,
            "head.name": person["name"].combine_chunks().take(heads),
            "head.id_number": person["id_number"].combine_chunks().take(heads),
            "place.township": pa.array(township),
            "place.village": pa.array(village),
            "place.natural_village": pa.array(natural, pa.string()),
        }

    def _households(self, table: str, rows: Ints) -> pa.Array | None:
        found = self.table(table)
        if table == "household":
            return pa.array(rows)
        if "household_id" not in found.column_names or table == "benefit_paid":
            return None
        return _numbers_in(found["household_id"], rows)

    def _persons(self, table: str, rows: Ints) -> pa.Array | None:
        found = self.table(table)
        if table == "person":
            return pa.array(rows)
        if "person_id" not in found.column_names:
            return None
        return _numbers_in(found["person_id"], rows)

    def _of_households(self, household: pa.Array) -> dict[str, pa.Array]:
        homes = self.table("household")
        own = {
            f"household.{name}": _take(homes, name, rows=household) for name in homes.column_names
        }
        return own | {name: column.take(household) for name, column in self._links.items()}

    def _of_persons(self, person: pa.Array) -> dict[str, pa.Array]:
        people = self.table("person")
        own = {f"person.{name}": _take(people, name, rows=person) for name in people.column_names}
        home = pa.array(self.home[_filled(person)])
        where = {name: column.take(home) for name, column in self._links.items()}
        return own | {name: column for name, column in where.items() if name.startswith("place.")}

    def _of_helpers(self, table: str, rows: Ints) -> dict[str, pa.Array]:
        helpers, found = self.table("helper"), self.table(table)
        at = _numbers_in(found["helper_id"], rows)
        return {f"helper.{name}": _take(helpers, name, rows=at) for name in helpers.column_names}


def _take(table: pa.Table, name: str, *, rows: Ints | pa.Array) -> pa.Array:
    return table[name].combine_chunks().take(pa.array(rows))


def _numbers_in(identifiers: pa.ChunkedArray, rows: Ints) -> pa.Array:
    """Positions that identifiers such as h000001 stand for; empty where there is none."""
    digits = pc.utf8_slice_codeunits(identifiers.combine_chunks().take(pa.array(rows)), 1)
    return pc.subtract(digits.cast(pa.int64()), 1)


def _filled(rows: pa.Array) -> Ints:
    return np.asarray(rows.fill_null(0).to_numpy(), np.int64)


def _filling(text: pa.Array | str, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), rows) if isinstance(text, str) else text
