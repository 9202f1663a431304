"""A finished run held open beside changes: only what depends on a change is computed anew."""

import tempfile
from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path

from wuxiang.engine import Closing, DuckEngine, quoted
from wuxiang.entitlement import DUE, terms_of
from wuxiang.pack import Pack, read_pack
from wuxiang.pack.sources import source_of
from wuxiang.policy import Compiled, compile_policy
from wuxiang.record import PACK, SNAPSHOT, read_record
from wuxiang.report import household_table, poverty_line
from wuxiang.run import open_inputs
from wuxiang.simulation.change import Change, changed
from wuxiang.simulation.effects import Effects, effects_of
from wuxiang.snapshot import read_manifest, table_file


class SimulatedRun(Closing):
    """A run opened for what-if questions. It is only read: spilled rows lie in a folder apart."""

    def __init__(self, run: Path) -> None:
        """Open the run in the folder `run`; UserError if it is none, or older than some table."""
        self.folder = run
        self.record = read_record(run)
        read_manifest(run / SNAPSHOT)
        self.pack = read_pack(run / PACK)
        self._spill = tempfile.TemporaryDirectory(prefix="wuxiang-")
        self._engine = DuckEngine([Path(self._spill.name), run])
        open_inputs(self._engine, run, self.record.day)
        for name in self.pack.order:
            self._open(name)
        self._settle(self.pack)
        self._engine.keep("before_run", "SELECT * FROM due")
        self._engine.open_table("funnel", run / "funnel.parquet")
        households = household_table(run, self.pack)
        self.line = poverty_line(self.pack, households)
        self._engine.take("household_measured", households)

    def close(self) -> None:
        """Let go of all tables and memory, and of what was spilled."""
        self._engine.close()
        self._spill.cleanup()

    def effects(self, changes: list[Change], policies: list[Path]) -> Effects:
        """What the changes, and the policy files that replace or join others, would do.

        Raises UserError for a policy, parameter or file that is not there or does not fit.
        """
        pack, names = changed(self.pack, changes, policies)
        touched = _touched(pack, names)
        compiled = self._compute(pack, touched)
        funnels = " UNION ALL ".join(f"SELECT * FROM ({one.funnel})" for one in compiled.values())
        self._engine.keep("funnel_after", funnels)
        return effects_of(self._engine, pack, touched, line=self.line)

    def spending(
        self,
        changes: list[Change],
        policies: list[Path],
        *,
        named: str,
        counted: Collection[str],
        year: int | None,
    ) -> Callable[[Decimal], tuple[Decimal, int]]:
        """What `counted` policies cost (yuan known, entitlements unknown) at a value of `named`.

        `named` is policy.parameter, on all days; `year` counts only what is dated in it. Raises
        UserError for a name that the pack does not have.
        """
        pack, names = changed(self.pack, changes, policies)
        policy, _ = pack.parameter(named)
        listed = ", ".join(quoted(pack.policy(name).name) for name in counted or [policy.name])
        touched = _touched(pack, names | {policy.name})
        dated = "" if year is None else f" AND year(dated_on) = {year}"

        def cost(value: Decimal) -> tuple[Decimal, int]:
            own, _ = changed(pack, [Change(named, str(value))])
            self._compute(own, touched)
            ((known, unknown),) = self._engine.rows(
                "SELECT coalesce(sum(due), 0), count(*) FILTER (WHERE due IS NULL) FROM due "
                f"WHERE policy IN ({listed}){dated}"
            )
            return Decimal(str(known)), int(str(unknown))

        return cost

    def place_names(self) -> dict[str, str]:
        """Names of areas by their code, as they stood last."""
        self._engine.open_table("area_named", table_file(self.folder / SNAPSHOT, "area"))
        rows = self._engine.rows(
            "SELECT area_code, max_by(name, valid_from) FROM area_named GROUP BY area_code"
        )
        return {str(code): str(name) for code, name in rows}

    def _open(self, name: str) -> None:
        self._engine.open_table(name, self.folder / f"{self.pack.output_of(name)}.parquet")

    def _compute(self, pack: Pack, touched: Collection[str]) -> dict[str, Compiled]:
        """Decide what is touched anew, and what is due after it; the policies so decided."""
        engine = self._engine
        compiled: dict[str, Compiled] = {}
        for name in pack.order:
            if name not in touched:
                self._open(name)
                continue
            if name in pack.facts:
                select = pack.facts[name].query.sql(engine.dialect)
            else:
                read = pack.policies[name].for_each
                source = source_of(pack, read, engine.columns(read))
                day = self.record.day
                compiled[name] = compile_policy(pack.policies[name], source, as_of=day)
                select = compiled[name].decisions
            engine.keep(f"anew_{name}", select)
            engine.define(name, f"SELECT * FROM anew_{name}")
        self._settle(pack)
        return compiled

    def _settle(self, pack: Pack) -> None:
        """What is due by the decisions as they stand, after the rules that look at more rows."""
        engine = self._engine
        decided = (f"SELECT * FROM {name}" for name in pack.policies)
        engine.define("decisions", " UNION ALL ".join(decided))
        for name, table in terms_of(pack, self.record.day).items():
            engine.take(name, table)
        for name, select in DUE:
            engine.keep(name, select)


def _touched(pack: Pack, names: Collection[str]) -> frozenset[str]:
    """What must be computed anew: the changed policies, and whatever reads them."""
    touched = set(names)
    for name in pack.order:
        if touched & set(pack.reads(name)):
            touched.add(name)
    return frozenset(touched)
