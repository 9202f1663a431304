"""Ask a run about one household: the same facts and policies, over that household's rows alone.

What looks across households (facts and policies of scope `area`) is read as the run computed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.engine import DuckEngine, Rows, quoted
from wuxiang.errors import UserError
from wuxiang.pack import Pack, compile_pack, read_pack
from wuxiang.pack.read import MOMENT
from wuxiang.past import as_they_stood, happened_by
from wuxiang.policy import Compiled
from wuxiang.policy.explain import Explanation, explanation
from wuxiang.record import PACK, SNAPSHOT, read_record
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities, table_file

EVERYONE = "everyones_"
"""Prefix of the tables that hold all rows, beside those of the household that is asked about."""
NUMBERED = "SELECT household_id, row_number() OVER (ORDER BY household_id) AS asked FROM incoming"
OWNERS = {
    "household_id": "numbered",
    "person_id": f"{EVERYONE}person",
    "house_id": f"{EVERYONE}house",
}
"""By which column a table's rows belong to a household, and where its number is found."""
QUESTIONS_PER_OPENING = 2_000
"""After so many the tables are opened anew: rows that were asked about leave traces in them."""


@dataclass(frozen=True)
class Delivered:
    """One entitlement of a household as the run settled it; money in yuan."""

    policy: str
    subject: str
    payee: str | None
    due: object
    delivered: object
    kind: str
    reason: str


class OpenRun:
    """A run held open for questions: opening takes a moment, each question tens of milliseconds."""

    def __init__(self, folder: Path) -> None:
        """Open the run in `folder`; UserError if it is none."""
        self.folder = folder
        self.record = read_record(folder)
        self.pack: Pack = read_pack(folder / PACK)
        self.compiled: Mapping[str, Compiled] = compile_pack(self.pack, self.record.day)
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._everyone.close()
        self._engine.close()

    def explain(
        self,
        household: str,
        *,
        policy: str | None = None,
        rows: Mapping[str, pa.Table] | None = None,
    ) -> list[Explanation]:
        """Every answer of every policy (or of `policy`) for the household of this key.

        First come those about the household, by commitment, then those about its village.
        `rows` are what is said of the household now, by table: it is asked with them instead of
        those of the run, and need not be in the run.
        Raises UserError when the run has no such household or the pack no such policy.
        """
        if policy is None:
            wanted = set(self.pack.order)
        else:
            wanted = self._with_all_it_reads(self.pack.policy(policy).name)
        village = self._step_in(household) if rows is None else self._step_in_with(rows)
        explained: list[Explanation] = []
        with self._engine.undone():
            for name in self.pack.order:
                if name not in wanted:
                    continue
                if name in self._recomputed:
                    self._rows[name] = _written(self._recomputed[name]())
                if policy in (None, name) and name in self.compiled:
                    explained += self._answers(name, village)
        return sorted(explained, key=self._rank)

    def _rank(self, one: Explanation) -> tuple[bool, str, str, str]:
        about_places = self.pack.looks_at_areas(one.policy.name)
        return about_places, one.policy.commitment, one.policy.name, one.subject

    def rows_of(self, fact: str, rows: Mapping[str, pa.Table]) -> list[dict[str, object]]:
        """What the fact says of a household of which `rows`, by table, are what is said now."""
        wanted = self._with_all_it_reads(fact)
        self._step_in_with(rows)
        columns = self._engine.columns(fact)
        with self._engine.undone():
            for name in self.pack.order:
                if name in wanted and name in self._recomputed:
                    self._rows[name] = _written(self._recomputed[name]())
            found = self._engine.rows(f"SELECT * FROM {fact}")
        return [dict(zip(columns, row, strict=True)) for row in found]

    def entitlements(self, household: str) -> list[Delivered]:
        """What the run settled for the household: due, delivered, and which of the two is wrong."""
        rows = self._engine.rows(
            "SELECT policy, subject, payee, due, delivered, class, reason FROM entitlement "
            f"WHERE household_id = {quoted(household)} ORDER BY policy, subject"
        )
        return [Delivered(*(row)) for row in rows]  # type: ignore[arg-type]

    def _open(self) -> None:
        """Make every table first and plan after: a table made later would undo the plans."""
        self._engine = DuckEngine([self.folder], threads=1, small=True)
        self._everyone = self._engine.beside()
        self._asked = 0
        self._engine.keep(MOMENT, f"SELECT DATE '{self.record.day}' AS as_of")
        self._engine.open_table("entitlement", self.folder / "entitlement.parquet")
        self._stood = as_they_stood(self._engine, self.folder / SNAPSHOT, self.record.day)
        self._number_households()
        filled = [found for name in self._tables_read() if (found := self._open_table(name))]
        recomputed = {name: self._open_fact_or_policy(name) for name in self.pack.order}
        ready = self._everyone.ready
        self._number_of = ready(
            f"SELECT n.asked, h.village_code FROM numbered AS n JOIN {EVERYONE}household AS h "
            "ON h.household_id = n.household_id WHERE n.household_id = $1"
        )
        self._emptied = {name: ready(f"TRUNCATE {name}") for name, _ in filled}
        self._filled = {name: ready(f"INSERT INTO {name} {select}") for name, select in filled}
        self._rows: dict[str, int] = dict.fromkeys(self._filled, 0)
        self._recomputed = {
            name: self._engine.ready(f"INSERT INTO {name} {select}")
            for name, select in recomputed.items()
            if select
        }
        self._explained = {
            name: self._engine.ready(select)
            for name in self.compiled
            if (select := self._explaining(name))
        }

    def _number_households(self) -> None:
        """A small number is found faster than a key, in tables of all people."""
        self._engine.define("incoming", self._stood["household"])
        self._everyone.keep("numbered", NUMBERED)

    def _open_table(self, name: str) -> tuple[str, str] | None:
        """Hold all its rows; if they belong to households, how one household's are taken out."""
        self._engine.define("incoming", self._stood[name])
        columns = [column.name for column in TABLES[name].stored]
        owner = next((column for column in OWNERS if column in columns), None)
        if owner is None:
            self._engine.keep(name, "SELECT * FROM incoming")
            return None
        self._engine.keep(name, "SELECT * FROM incoming WHERE false")
        self._everyone.keep(
            EVERYONE + name,
            f"SELECT i.*, o.asked FROM incoming AS i JOIN {OWNERS[owner]} AS o "
            f"ON o.{owner} = i.{owner} ORDER BY o.asked",
        )
        everyone = f"SELECT {', '.join(columns)} FROM {EVERYONE}{name}"
        return name, f"{everyone} WHERE asked = CAST($1 AS BIGINT)"

    def _open_fact_or_policy(self, name: str) -> str | None:
        """Hold what looks across households as the run has it; else how it is computed anew."""
        if self.pack.looks_at_areas(name):
            kind = "facts" if name in self.pack.facts else "decisions"
            self._hold(name, self.folder / kind / f"{name}.parquet")
            return None
        if name in self.pack.facts:
            select = self.pack.facts[name].query.sql(self._engine.dialect)
        elif self.pack.policies[name].status:
            select = self.compiled[name].decisions
        else:
            return None
        self._engine.keep(name, select)
        return select

    def _explaining(self, name: str) -> str | None:
        """Every row of the policy: the household's, or for places those of its village ($1)."""
        select = self.compiled[name].every_row
        if not self.pack.looks_at_areas(name):
            return select
        if "village_code" not in self.compiled[name].columns:
            return None
        return f"SELECT * FROM ({select}) AS every_row WHERE village_code = $1"

    def _hold(self, name: str, path: Path) -> None:
        self._engine.open_table("incoming", path)
        self._engine.keep(name, "SELECT * FROM incoming")

    def _tables_read(self) -> list[str]:
        """The tables that the pack reads, persons and houses first: others are found by them."""
        first = ["household", "person", "house"]
        read = {one for name in self.pack.order for one in self.pack.reads(name)}
        return first + sorted(read & TABLES.keys() - set(first))

    def _step_in(self, household: str) -> str | None:
        """Let every table of households hold the rows of this one; its village code."""
        self._asked += 1
        if self._asked > QUESTIONS_PER_OPENING:
            self._engine.close()
            self._open()
        found = self._number_of(household)
        if not found:
            raise UserError(
                f"the run has no household {household}",
                remedy="give its key, its 户编号, or the ID number of a member",
            )
        number, village = found[0]
        with self._everyone.at_once():
            for name, fill in self._filled.items():
                if self._rows[name]:
                    self._emptied[name]()
                self._rows[name] = _written(fill(str(number)))
        return None if village is None else str(village)

    def _step_in_with(self, rows: Mapping[str, pa.Table]) -> str | None:
        """Let every table of households hold these rows, as far as they had happened by the day."""
        with self._everyone.at_once():
            for name in self._filled:
                if self._rows[name]:
                    self._emptied[name]()
                self._rows[name] = 0
                if name in rows:
                    where = happened_by(name, self.record.day)
                    self._everyone.fill(name, rows[name], where=where)
                    self._rows[name] = rows[name].num_rows
        villages = rows["household"]["village_code"].to_pylist()
        return villages[0] if villages else None

    def _with_all_it_reads(self, name: str) -> set[str]:
        wanted = {name}
        for one in reversed(self.pack.order):
            if one in wanted:
                wanted.update(self.pack.reads(one))
        return wanted

    def _answers(self, name: str, village: str | None) -> list[Explanation]:
        if name not in self._explained or not self._rows.get(self.pack.policies[name].for_each, 1):
            return []
        given = [village or ""] if self.pack.looks_at_areas(name) else []
        compiled = self.compiled[name]
        rows = (
            dict(zip(compiled.columns, row, strict=True)) for row in self._explained[name](*given)
        )
        explained = [explanation(compiled.policy, row) for row in rows]
        return sorted(explained, key=lambda one: one.subject)


def _written(answer: Rows) -> int:
    """How many rows a statement says that it has written."""
    return int(str(answer[0][0]))


def find_household(run: Path, given: str, keys: Keys) -> str:
    """The key of the household that `given` names: its key, its 户编号, or a member's ID number.

    Raises UserError when nobody is so named, or the keys are not those of the run.
    """
    snapshot = run / SNAPSHOT
    households = identities(snapshot, keys, "household")
    for column in ("household_id", "national_number"):
        found = _where(households, column, given)
        if found.num_rows:
            return str(found["household_id"][0])
    persons = _where(identities(snapshot, keys, "person"), "id_number", given.upper())
    if persons.num_rows:
        return _household_of(run, str(persons["person_id"][0]))
    return given


def _where(table: pa.Table, column: str, value: str) -> pa.Table:
    return table.filter(pc.equal(table[column], value))


def _household_of(run: Path, person: str) -> str:
    with DuckEngine([run]) as engine:
        engine.open_table("person", table_file(run / SNAPSHOT, "person"))
        rows = engine.rows(f"SELECT household_id FROM person WHERE person_id = {quoted(person)}")
    return str(rows[0][0])
