"""Ask a run about one household: the same facts and policies, over that household's rows alone.

What looks across households (facts and policies of scope `area`) is read as the run computed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.engine import DuckEngine, quoted
from wuxiang.errors import UserError
from wuxiang.facts import engine_sql
from wuxiang.pack import Pack, compile_pack, read_pack
from wuxiang.pack.read import MOMENT
from wuxiang.policy import Compiled
from wuxiang.policy.explain import Explanation, explain_rows
from wuxiang.record import PACK, SNAPSHOT, read_record
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities, table_file
from wuxiang.strict_yaml import suggestion

EVERYONE = "everyones_"
"""Prefix of the tables that hold all rows, beside those of the household that is asked about."""


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
        self.compiled: dict[str, Compiled] = compile_pack(self.pack, self.record.day)
        self._engine = DuckEngine([folder], threads=1, small=True)
        self._own: list[str] = []
        self._open_tables()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engine.close()

    def explain(self, household: str, *, policy: str | None = None) -> list[Explanation]:
        """Every answer of every policy (or of `policy`) for the household of this key.

        Policies about places answer for the household's village. Raises UserError when the run
        has no such household or the pack no such policy.
        """
        village = self._step_in(household)
        explained: list[Explanation] = []
        wanted = set(self.pack.order) if policy is None else self._with_all_it_reads(policy)
        for name in self.pack.order:
            if name not in wanted:
                continue
            if name in self.pack.facts:
                self._recompute(name)
                continue
            answers = self._answers(name, village)
            if policy is None or name == policy:
                explained += answers
        return explained

    def entitlements(self, household: str) -> list[Delivered]:
        """What the run settled for the household: due, delivered, and which of the two is wrong."""
        rows = self._engine.rows(
            "SELECT policy, subject, payee, due, delivered, class, reason FROM entitlement "
            f"WHERE household_id = {quoted(household)} ORDER BY policy, subject"
        )
        return [Delivered(*(row)) for row in rows]  # type: ignore[arg-type]

    def _open_tables(self) -> None:
        engine = self._engine
        engine.keep(MOMENT, f"SELECT DATE '{self.record.day}' AS as_of")
        engine.open_table("entitlement", self.folder / "entitlement.parquet")
        for name in self._tables_read():
            path = table_file(self.folder / SNAPSHOT, name)
            if self.pack.looks_at_areas(name):
                engine.open_table(name, path)
            else:
                engine.open_table("incoming", path)
                engine.keep(EVERYONE + name, "SELECT * FROM incoming")
                self._own.append(name)
        for name in self.pack.order:
            if self.pack.looks_at_areas(name):
                kind = "facts" if name in self.pack.facts else "decisions"
                engine.open_table(name, self.folder / kind / f"{name}.parquet")

    def _tables_read(self) -> list[str]:
        read = {one for name in self.pack.order for one in self.pack.reads(name)}
        return sorted((read & TABLES.keys()) | {"household", "person"})

    def _step_in(self, household: str) -> str | None:
        """Let every table of households hold the rows of this one; its village code."""
        known = quoted(household)
        found = self._engine.rows(
            f"SELECT village_code FROM {EVERYONE}household WHERE household_id = {known}"
        )
        if not found:
            raise UserError(
                f"the run has no household {household}",
                remedy="give its key, its 户编号, or the ID number of a member",
            )
        for name in self._own:
            columns = {column.name for column in TABLES[name].columns}
            chosen = f"household_id = {known}"
            if "household_id" not in columns:
                members = f"SELECT person_id FROM {EVERYONE}person WHERE {chosen}"
                chosen = f"person_id IN ({members})"
            self._engine.keep(name, f"SELECT * FROM {EVERYONE}{name} WHERE {chosen}")
        return None if found[0][0] is None else str(found[0][0])

    def _with_all_it_reads(self, policy: str) -> set[str]:
        if policy not in self.pack.policies:
            remedy = suggestion(policy, list(self.pack.policies)) or "see: wuxiang policy show"
            raise UserError(f"the pack has no policy `{policy}`", remedy=remedy)
        wanted = {policy}
        for name in reversed(self.pack.order):
            if name in wanted:
                wanted.update(self.pack.reads(name))
        return wanted

    def _recompute(self, fact: str) -> None:
        if not self.pack.looks_at_areas(fact):
            tree = self.pack.facts[fact].tree
            self._engine.keep(fact, engine_sql(tree, self._engine.dialect))

    def _answers(self, name: str, village: str | None) -> Sequence[Explanation]:
        compiled = self.compiled[name]
        if not self.pack.looks_at_areas(name):
            if self.pack.policies[name].status:
                self._engine.keep(name, compiled.decisions)
            return explain_rows(self._engine, compiled, values=None)
        if village is None or "village_code" not in compiled.columns:
            return []
        return explain_rows(self._engine, compiled, column="village_code", values=[village])


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
