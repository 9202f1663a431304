"""Ask about one household with what is said of it now: the same facts and policies, computed anew.

What looks across households (facts of scope `area`) is read as the run computed it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from wuxiang.ask.slate import Slate, written
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
        self._open()

    def close(self) -> None:
        """Let go of all tables and memory."""
        self._pen.close()
        self._engine.close()

    def answers(self, rows: Mapping[str, pa.Table], policies: Collection[str]) -> dict[str, Rows]:
        """Each of the `policies` about households, with its `every_row` over the given rows.

        `rows` are all that is said of one household, by table; later days than the run's are left
        out.
        """
        self._step_in(rows)
        answers: dict[str, Rows] = {}
        with self._engine.undone():
            rows_now = self._compute(policies)
            for name in policies:
                if rows_now.get(self._compiled[name].source.name, 1):
                    answers[name] = self._every_row[name]()
        return answers

    def rows_of(self, fact: str, rows: Mapping[str, pa.Table]) -> list[dict[str, object]]:
        """What the fact says of the household of which `rows` are all that is said, by table."""
        self._step_in(rows)
        columns = self._engine.columns(fact)
        with self._engine.undone():
            self._compute([fact])
            found = self._engine.rows(f"SELECT * FROM {fact}")
        return [dict(zip(columns, row, strict=True)) for row in found]

    def _compute(self, names: Collection[str]) -> Mapping[str, int]:
        """Compute all that these facts and policies read; how many rows each table then holds."""
        wanted, rows_now = self._pack.with_all_they_read(names), dict(self._slate.rows)
        for name in self._own:
            if name in wanted and name in self._computed:
                rows_now[name] = written(self._computed[name]())
        return rows_now

    def _open(self) -> None:
        """Make every table first and plan after: a table made later would undo the plans."""
        self._engine = DuckEngine([self._folder], threads=1, small=True)
        self._pen = self._engine.beside()
        self._engine.keep(MOMENT, f"SELECT DATE '{self._day}' AS as_of")
        own = self._open_tables()
        computed = {name: self._open_computed(name) for name in self._pack.order}
        ready = self._engine.ready
        self._slate = Slate(self._pen, own)
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

    def _step_in(self, rows: Mapping[str, pa.Table]) -> None:
        """Let every table of households hold these rows, as far as they had happened by the day."""
        if self._slate.is_worn:
            self.close()
            self._open()
        with self._slate.wiped():
            for name in rows.keys() & self._slate.rows.keys():
                where = happened_by(name, self._day)
                self._pen.fill(name, rows[name], where=where)
                self._slate.rows[name] = rows[name].num_rows
