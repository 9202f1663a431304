"""Who is it for, and what is due: each fact and each policy of a pack, written into a run."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from wuxiang.engine import abreast
from wuxiang.facts import Fact
from wuxiang.pack import Pack
from wuxiang.pack.read import FUNNEL, OPEN_ROWS
from wuxiang.policy import Compiled, Source, among, funnel, open_rows
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
    step = {name: name for name in pack.facts} | {
        name: f"policies of {policy.for_each}" for name, policy in pack.policies.items()
    }
    needs: dict[str, set[str]] = {COMPILING: set()}
    for name in pack.order:
        before = needs.setdefault(step[name], set())
        before.update(step[read] for read in pack.reads(name) if read in pack.order)
        if name in pack.policies:
            before.add(COMPILING)
    compiled: dict[str, Compiled] = {}

    def do(what: str) -> None:
        with recorder.beside() as own:
            if what == COMPILING:
                compiled.update(compiling())
            elif what in pack.facts:
                _find_out(own, pack, pack.facts[what])
            else:
                together = [one for name, one in compiled.items() if step[name] == what]
                _decide_together(own, pack, together)

    for number, name in enumerate(abreast(needs, do), start=1):
        progress(name, number, len(needs))
    engine = recorder.engine
    sources = dict.fromkeys(policy.for_each for policy in pack.policies.values())
    funnels = " UNION ALL ".join(f"SELECT * FROM {_table(FUNNEL, one)}" for one in sources)
    recorder.write(FUNNEL, funnels, key=["policy", "position"])
    engine.define("decisions", " UNION ALL ".join(f"SELECT * FROM {one}" for one in compiled))
    engine.keep("asked_about", what_was_asked(compiled.values()))


def what_was_asked(compiled: Iterable[Compiled]) -> str:
    """SQL of the periods or events that each policy that pays was asked about."""
    asked = (one.asked for one in compiled if one.policy.amount)
    nobody = (
        "SELECT '' AS policy, '' AS match, '' AS payee, '' AS household_id, false AS in_force "
        "WHERE false"
    )
    return " UNION ALL ".join([nobody, *(f"SELECT * FROM ({one})" for one in asked)])


def _find_out(recorder: Recorder, pack: Pack, fact: Fact) -> None:
    select = fact.query.sql(recorder.engine.dialect)
    recorder.write(pack.output_of(fact.name), select, key=fact.grain)


def _decide_together(recorder: Recorder, pack: Pack, together: Sequence[Compiled]) -> None:
    """All policies of one source: it is read once, and each decides on what is open; the funnel."""
    engine, source = recorder.engine, together[0].source.name
    plans = [one.plan for one in together]
    rows = _table(OPEN_ROWS, source)
    engine.keep(rows, open_rows(plans))

    def count(own: Recorder) -> None:
        own.engine.keep(_table(FUNNEL, source), funnel(plans, rows=rows))

    recorder.side_by_side(count, *(partial(_decide, pack=pack, one=one) for one in together))
    engine.forget(rows)


def _decide(recorder: Recorder, pack: Pack, one: Compiled) -> None:
    source, name = one.source.name, one.policy.name
    select = among(_table(OPEN_ROWS, source), source, one.decisions)
    in_order = source in pack.facts and _subject_is_key(one.source)
    recorder.write(pack.output_of(name), select, key=["subject"], in_order=in_order)


def _subject_is_key(source: Source) -> bool:
    """A fact lies in the order of its grain, which deciding keeps; subjects are sorted as texts."""
    return [source.columns[name] for name in source.key] == ["VARCHAR"]


def _table(kind: str, source: str) -> str:
    """The name of a table about the rows of `source`; with its dot it is no other table's."""
    return f'"{kind}.{source}"'
