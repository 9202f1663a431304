"""Ask about one household with what is said of it now: the same facts and policies, computed anew.

What looks across households (facts of scope `area`) is read as the run computed it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from wuxiang.engine import Closing, DuckEngine, Rows
from wuxiang.pack import Pack
from wuxiang.pack.read import MOMENT
from wuxiang.past import as_they_stood, happened_by
from wuxiang.policy import Compiled
from wuxiang.record import SNAPSHOT
from wuxiang.schema import TABLES

OF_HOUSEHOLDS = frozenset({"household_id", "person_id", "house_id"})


class AskingAgain(Closing):
    """The tables of one household at a time, and all that is computed from them."""

    def __init__(
        self, folder: Path, pack: Pack, compiled: Mapping[str, Compiled], *, day: date
    ) -> None:
        """For the run in `folder` as of `day`, with its pack."""
        self._folder = folder
        self._day = day
        self._pack = pack
        self._compiled = compiled
        self._own = [name for name in pack.order if not pack.looks_at_areas(name)]
        self._engine = DuckEngine([folder], threads=1, small=True)
        self._engine.keep(MOMENT, f"SELECT DATE '{day}' AS as_of")
        self._plan()

    def close(self) -> None:
        """Let go of all tables and memory."""
        self._engine.close()

    def answers(self, rows: Mapping[str, pa.Table], policies: Collection[str]) -> dict[str, Rows]:
        """Each of the `policies` about households, with its `every_row` over the given rows.

        `rows` are all that is said of one household, by table; later days than the run's are left
        out.
        """
        answers: dict[str, Rows] = {}
        with self._engine.undone():
            rows_now = self._compute(rows, policies)
            for name in policies:
                if rows_now.get(self._compiled[name].source.name, 1):
                    answers[name] = self._every_row[name]()
        return answers

    def rows_of(self, fact: str, rows: Mapping[str, pa.Table]) -> list[dict[str, object]]:
        """What the fact says of the household of which `rows` are all that is said, by table."""
        columns = self._engine.columns(fact)
        with self._engine.undone():
            self._compute(rows, [fact])
            found = self._engine.rows(f"SELECT * FROM {fact}")
        return [dict(zip(columns, row, strict=True)) for row in found]

    def _compute(self, rows: Mapping[str, pa.Table], names: Collection[str]) -> Mapping[str, int]:
        """Compute all that these facts and policies read; how many rows each table then holds."""
        wanted, rows_now = self._pack.with_all_they_read(names), self._fill(rows)
        for name in self._own:
            if name in wanted and name in self._computed:
                rows_now[name] = int(str(self._computed[name]()[0][0]))
        return rows_now

    def _plan(self) -> None:
        """Make every table first and plan after: a table made later would undo the plans."""
        self._tables = self._open_tables()
        computed = {name: self._open_computed(name) for name in self._pack.order}
        ready = self._engine.ready
        self._computed = {
            name: ready(f"INSERT INTO {name} {select}")
            for name, select in computed.items()
            if select
        }
        self._every_row = {
            name: ready(self._compiled[name].every_row)
            for name in self._own
            if name in self._compiled
        }

    def _open_tables(self) -> list[str]:
        """Hold all that the pack reads; the names of the tables of households, left empty."""
        stood = as_they_stood(self._engine, self._folder / SNAPSHOT, self._day)
        read = {one for name in self._pack.order for one in self._pack.reads(name)}
        tables = sorted(read & TABLES.keys() | {"household"})
        own = [name for name in tables if OF_HOUSEHOLDS & {c.name for c in TABLES[name].stored}]
        for name in tables:
            rows = f"SELECT * FROM ({stood[name]}) AS stood"
            self._engine.keep(name, f"{rows} WHERE false" if name in own else rows)
        return own

    def _open_computed(self, name: str) -> str | None:
        """Hold what looks across households as the run has it; else how it is computed anew."""
        if self._pack.looks_at_areas(name):
            path = self._folder / f"{self._pack.output_of(name)}.parquet"
            self._engine.open_table("computed", path)
            self._engine.keep(name, "SELECT * FROM computed")
            return None
        if name in self._pack.facts:
            select = self._pack.facts[name].query.sql(self._engine.dialect)
        elif self._pack.policies[name].status:
            select = self._compiled[name].decisions
        else:
            return None
        self._engine.keep(name, select)
        return select

    def _fill(self, rows: Mapping[str, pa.Table]) -> dict[str, int]:
        """Let every table of households hold these rows, as far as they had happened by the day.

        How many there are of each.
        """
        rows_now = dict.fromkeys(self._tables, 0)
        for name in rows.keys() & rows_now.keys():
            if rows[name].num_rows:
                self._engine.fill(name, rows[name], where=happened_by(name, self._day))
                rows_now[name] = rows[name].num_rows
        return rows_now
