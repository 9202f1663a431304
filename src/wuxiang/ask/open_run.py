"""Ask a run about one household: the run's policies over the rows that the run computed.

With what is said of the household since then it is asked by `again`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.ask.again import AskingAgain
from wuxiang.ask.hand import hands
from wuxiang.ask.held import Held, as_texts
from wuxiang.engine import WORKERS, Closing, DuckEngine, Rows, quoted
from wuxiang.errors import UserError
from wuxiang.pack import Pack, compile_one, compile_pack, read_pack
from wuxiang.past import as_they_stood
from wuxiang.policy import Compiled, Source
from wuxiang.policy.explain import Explanation, explanation
from wuxiang.record import PACK, SNAPSHOT, read_record
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities

STOOD = "stood_"
"""Prefix of the snapshot's tables, as they stood on the day of the run."""
NUMBERED = """
SELECT owner, row_number() OVER (ORDER BY owner) AS number, any_value(village_code) AS village
FROM (
  SELECT household_id AS owner, village_code FROM stood_household
  UNION ALL
  SELECT DISTINCT village_code, NULL FROM stood_household WHERE village_code IS NOT NULL
) GROUP BY owner
"""
"""Households and villages: a small number is found faster than a key, in tables of all people."""
OWNED = """
SELECT i.*, n.number FROM {rows} AS i {members} JOIN numbered AS n ON n.owner = {owner}
"""
MEMBERS = {"person_id": "person", "house_id": "house"}
"""Tables in which the household of a row is found that has no `household_id` of its own."""
OWNERS = frozenset({"household_id", *MEMBERS})
"""A source with none of these is about places."""


class Numbered(NamedTuple):
    """The number of a household or village, and the village of the household, "" if not known."""

    number: int
    village: str


@dataclass(frozen=True)
class Owners:
    """A household and its village: whoever the rows belong to that it is told of."""

    village: str
    numbers: Sequence[int]
    """Of the household and the village, as far as the run knows them."""


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


class OpenRun(Closing):
    """A run held open for questions: opening takes a moment, each question tens of milliseconds."""

    def __init__(self, folder: Path, *, policy: str | None = None) -> None:
        """Open the run in `folder`, to be asked about all its policies or one.

        Raises UserError if it is no run, or has no such policy.
        """
        self.folder = folder
        self.record = read_record(folder)
        self.pack: Pack = read_pack(folder / PACK)
        self.compiled: Mapping[str, Compiled] = (
            compile_pack(self.pack, self.record.day)
            if policy is None
            else compile_one(self.pack, policy, self.record.day)
        )
        names = self.pack.policies if policy is None else [policy]
        self._asked = {name: self.compiled[name] for name in names}
        self._pool = ThreadPoolExecutor(WORKERS)
        self._open()

    def make_ready(self) -> None:
        """Open what is asked with rows of now, too; else the first such question waits for it."""
        _ = self._again

    def close(self) -> None:
        """Let go of all tables and memory."""
        self._pool.shutdown()
        for hand in self._hands:
            hand.close()
        self._engine.close()
        if "_again" in self.__dict__:
            self._again.close()

    def explain(
        self, household: str, *, rows: Mapping[str, pa.Table] | None = None
    ) -> list[Explanation]:
        """Every answer of every policy that the run was opened for, for the household of this key.

        First come those about the household, by commitment, then those about its village.
        `rows` are what is said of the household now, by table: it is asked with them instead of
        those of the run, and need not be in the run.
        Raises UserError when the run has no such household.
        """
        owners = self._owners_of(household, now=None if rows is None else rows["household"])
        answers = {name: of.get(owners.village, []) for name, of in self._of_villages.items()}
        if rows is None:
            answers |= self._answers(self._of_households, owners.numbers)
        else:
            own = {name for name in self._of_households if not self.pack.looks_at_areas(name)}
            answers |= self._answers(self._of_households - own, owners.numbers)
            answers |= self._again.answers(rows, own)
        explained = (one for name, found in answers.items() for one in self._explained(name, found))
        return sorted(explained, key=self._rank)

    def rows_of(self, fact: str, rows: Mapping[str, pa.Table]) -> list[dict[str, object]]:
        """What the fact says of a household of which `rows`, by table, are what is said now."""
        return self._again.rows_of(fact, rows)

    def entitlements(self, household: str) -> list[Delivered]:
        """What the run settled for the household: due, delivered, and which of the two is wrong."""
        rows = self._engine.rows(
            "SELECT policy, subject, payee, due, delivered, class, reason FROM entitlement "
            f"WHERE household_id = {quoted(household)} ORDER BY policy, subject"
        )
        return [Delivered(*(row)) for row in rows]  # type: ignore[arg-type]

    @cached_property
    def _again(self) -> AskingAgain:
        return AskingAgain(self.folder, self.pack, self.compiled, day=self.record.day)

    def _explained(self, name: str, rows: Rows) -> list[Explanation]:
        compiled = self.compiled[name]
        named = (dict(zip(compiled.columns, row, strict=True)) for row in rows)
        return [explanation(compiled.policy, row) for row in named]

    def _rank(self, one: Explanation) -> tuple[bool, str, str, str]:
        about_places = self.pack.looks_at_areas(one.policy.name)
        return about_places, one.policy.commitment, one.policy.name, one.subject

    def _owners_of(self, household: str, *, now: pa.Table | None) -> Owners:
        """The household and its village, as in the run or as its row says `now`."""
        found = self._numbered.get(household)
        if found is None and now is None:
            raise UserError(
                f"the run has no household {household}",
                remedy="give its key, its 户编号, or the ID number of a member",
            )
        stood = [found.village] if found else []
        villages = stood if now is None else now["village_code"].to_pylist()
        village = str(villages[0] or "") if villages else ""
        known = (found, self._numbered.get(village))
        return Owners(village, [one.number for one in known if one])

    def _answers(self, policies: Collection[str], numbers: Collection[int]) -> dict[str, Rows]:
        """Every row of each of the policies that belongs to one of the numbered."""
        asked = [self._pool.submit(hand.answers, policies, numbers) for hand in self._hands]
        return {name: rows for one in asked for name, rows in one.result().items()}

    def _open(self) -> None:
        self._engine = DuckEngine([self.folder], threads=1)
        self._engine.open_table("entitlement", self.folder / "entitlement.parquet")
        stood = as_they_stood(self._engine, self.folder / SNAPSHOT, self.record.day)
        for name, select in stood.items():
            self._engine.define(STOOD + name, select)
        self._engine.keep("numbered", NUMBERED)
        self._numbered = {
            row["owner"]: Numbered(row["number"], row["village"] or "")
            for row in self._engine.arrow("SELECT * FROM numbered").to_pylist()
        }
        self._of_villages = {
            name: self._by_village(one)
            for name, one in self._asked.items()
            if OWNERS.isdisjoint(one.source.columns)
        }
        own = {name: one for name, one in self._asked.items() if name not in self._of_villages}
        self._of_households = own.keys()
        sources = {one.source.name: one.source for one in own.values()}
        held = {name: self._held(one) for name, one in sources.items()}
        self._hands = hands(self._engine, own, held)

    def _by_village(self, compiled: Compiled) -> Mapping[str, Rows]:
        """Every row of a policy about places, by its village; none if it knows of no villages."""
        name, found = compiled.source.name, defaultdict[str, Rows](list)
        if "village_code" in compiled.columns:
            self._engine.define(name, f"SELECT * FROM {self._opened(name)}")
            at = compiled.columns.index("village_code")
            for row in self._engine.rows(compiled.every_row):
                found[str(row[at] or "")].append(row)
            found.pop("", None)  # of a place in no village: a household in none is not told of it
        return found

    def _held(self, source: Source) -> Held:
        """Its rows by the number of the household, or else the village, that they belong to."""
        members, owner = "", "i.household_id"
        if "household_id" not in source.columns:
            table = next(MEMBERS[column] for column in MEMBERS if column in source.columns)
            key = TABLES[table].key[0]
            members, owner = f"JOIN {STOOD}{table} AS m ON m.{key} = i.{key}", "m.household_id"
        if self.pack.looks_at_areas(source.name) and "village_code" in source.columns:
            owner = f"coalesce({owner}, i.village_code)"
        rows = OWNED.format(rows=self._opened(source.name), members=members, owner=owner)
        return Held(self._engine.arrow(as_texts(source, rows)))

    def _opened(self, name: str) -> str:
        """The table, fact or policy `name`, readable under the name that is returned."""
        if name in TABLES:
            return STOOD + name
        path = self.folder / f"{self.pack.output_of(name)}.parquet"
        self._engine.open_table(f"computed_{name}", path)
        return f"computed_{name}"


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
    """The household of a person on the day of the run; the latest known if he was of none then."""
    with DuckEngine([run]) as engine:
        stood = as_they_stood(engine, run / SNAPSHOT, read_record(run).day)["person"]
        rows = engine.rows(
            f"SELECT coalesce(stood.household_id, p.household_id) FROM stored_person AS p "
            f"LEFT JOIN ({stood}) AS stood ON stood.person_id = p.person_id "
            f"WHERE p.person_id = {quoted(person)}"
        )
    return str(rows[0][0])
