"""Who is it for, and what is due: each fact and each policy of a pack, written into a run."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from wuxiang.engine import abreast
from wuxiang.facts import Fact
from wuxiang.pack import Pack
from wuxiang.pack.read import FUNNEL, OPEN_ROWS
from wuxiang.policy import Compiled, among, funnel, open_rows
from wuxiang.record import Recorder

COMPILING = "the policies"
Compiling = Callable[[], Mapping[str, Compiled]]
Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, its number, and how many there are."""


def decide(recorder: Recorder, pack: Pack, compiling: Compiling, *, progress: Progress) -> None:
    """Write each fact and each policy after all that it reads, and the funnel.

    What does not wait for one another is done side by side, and so is compiling, which the first
    facts need not wait for. Raises UserError as Recorder.write does.
    """
    steps = _Steps(pack, compiling)

    def do(name: str) -> None:
        with recorder.beside() as own:
            steps.do[name](own)

    for number, name in enumerate(abreast(steps.needs, do), start=1):
        progress(name, number, len(steps.needs))
    engine = recorder.engine
    funnels = (f"SELECT * FROM {_table(FUNNEL, source)}" for source in steps.sources)
    path = recorder.write(FUNNEL, " UNION ALL ".join(funnels), key=["policy", "position"])
    engine.open_table(FUNNEL, path)
    engine.define("decisions", " UNION ALL ".join(f"SELECT * FROM {one}" for one in pack.policies))


class _Steps:
    """What is done (`do`, by name), and after what each (`needs`).

    The policies of one source decide on a table of those rows that matter to any of them, so that
    it is read once; the table goes when all have decided.
    """

    def __init__(self, pack: Pack, compiling: Compiling) -> None:
        self.do: dict[str, Callable[[Recorder], None]] = {}
        self.needs: dict[str, set[str]] = {}
        self.sources = tuple(dict.fromkeys(one.for_each for one in pack.policies.values()))
        self._pack = pack
        self._compiled: Mapping[str, Compiled] = {}

        def compile_them(_: Recorder) -> None:
            self._compiled = compiling()

        self._add(COMPILING, compile_them)
        for name in pack.order:
            if name in pack.facts:
                read = (one for one in pack.reads(name) if one in pack.order)
                self._add(name, partial(self._find_out, pack.facts[name]), after=read)
        for source in self.sources:
            self._add_source(source)

    def _add(self, name: str, do: Callable[[Recorder], None], *, after: Iterable[str] = ()) -> None:
        self.do[name] = do
        self.needs[name] = set(after)

    def _add_source(self, source: str) -> None:
        policies = [one.name for one in self._pack.policies.values() if one.for_each == source]
        opened, counted = f"open rows of {source}", f"funnel of {source}"
        read = [source] if source in self._pack.order else []
        self._add(opened, partial(self._open, source, policies), after=[COMPILING, *read])
        self._add(counted, partial(self._count, source, policies), after=[opened])
        for name in policies:
            self._add(name, partial(self._decide, name), after=[opened])
        self._add(f"end of {source}", partial(_forget, source), after=[counted, *policies])

    def _find_out(self, fact: Fact, recorder: Recorder) -> None:
        engine = recorder.engine
        select = fact.query.sql(engine.dialect)
        path = recorder.write(self._pack.output_of(fact.name), select, key=fact.grain)
        engine.open_table(fact.name, path)

    def _open(self, source: str, policies: Iterable[str], recorder: Recorder) -> None:
        plans = [self._compiled[name].plan for name in policies]
        recorder.engine.keep(_table(OPEN_ROWS, source), open_rows(plans))

    def _count(self, source: str, policies: Iterable[str], recorder: Recorder) -> None:
        plans = [self._compiled[name].plan for name in policies]
        rows = _table(OPEN_ROWS, source)
        recorder.engine.keep(_table(FUNNEL, source), funnel(plans, rows=rows))

    def _decide(self, name: str, recorder: Recorder) -> None:
        one = self._compiled[name]
        source = one.plan.source.name
        select = among(_table(OPEN_ROWS, source), source, one.decisions)
        path = recorder.write(
            self._pack.output_of(name), select, key=["subject"], in_order=self._lies_in_order(one)
        )
        recorder.engine.open_table(name, path)

    def _lies_in_order(self, one: Compiled) -> bool:
        """A fact lies in the order of its grain, and deciding keeps it; a subject is a text."""
        source = one.plan.source
        texts = [source.columns[name] == "VARCHAR" for name in source.key]
        return source.name in self._pack.facts and texts == [True]


def _forget(source: str, recorder: Recorder) -> None:
    recorder.engine.forget(_table(OPEN_ROWS, source))


def _table(kind: str, source: str) -> str:
    """The name of a table about the rows of `source`; with its dot it is no other table's."""
    return f'"{kind}.{source}"'
