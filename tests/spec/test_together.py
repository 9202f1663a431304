"""Policies decided together: each says what it says alone, and bytes depend on no thread count."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from benchmarks.openfisca_ours import AS_OF as DAY
from benchmarks.openfisca_ours import GIVEN, PACK
from benchmarks.people import make_people
from tests.spec.sample import AS_OF, BLANK, SOURCE, clauses, define
from tests.spec.test_random_policies import ROW, policies
from wuxiang.deciding import decide
from wuxiang.engine import DuckEngine, Written
from wuxiang.engine.parquet import ROWS_PER_GROUP
from wuxiang.errors import UserError
from wuxiang.folder import hashes_of
from wuxiang.pack import compile_pack, read_pack
from wuxiang.policy import Compiled, Policy, among, compile_policy, funnel, open_rows
from wuxiang.record import Recorder


def compiled(several: list[Policy]) -> list[Compiled]:
    """The policies under names of their own; those that do not fit are left out of the draw."""
    named = [replace(policy, name=f"policy_{number}") for number, policy in enumerate(several)]
    try:
        return [compile_policy(policy, SOURCE, as_of=AS_OF) for policy in named]
    except UserError:
        reject()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    several=st.lists(policies(), min_size=2, max_size=3),
    rows=st.lists(ROW, min_size=1, max_size=8),
)
def test_together_each_policy_says_what_it_says_alone(
    engine: DuckEngine, several: list[Policy], rows: list[dict[str, Any]]
) -> None:
    alone = compiled(several)
    plans = [one.plan for one in alone]
    define(engine, [{"household_id": f"h{number}", **row} for number, row in enumerate(rows)])
    engine.keep("open_rows", open_rows(plans))
    for one in alone:
        over_open_rows = among("open_rows", SOURCE.name, one.decisions)
        assert sorted(engine.rows(over_open_rows), key=str) == sorted(
            engine.rows(one.decisions), key=str
        )
    expected = [row for one in alone for row in sorted(engine.rows(one.funnel))]
    assert sorted(engine.rows(funnel(plans, rows="open_rows"))) == expected
    assert sorted(engine.rows(funnel(plans))) == expected


def test_a_row_that_every_policy_refuses_is_not_open(engine: DuckEngine) -> None:
    rows: list[dict[str, Any]] = [{"household_id": "h1", "disabled": False}, {"household_id": "h2"}]
    define(engine, [*rows, {"household_id": "h3", "disabled": True}])
    asked = replace(BLANK, eligible=clauses({"asked": "disabled"}), status="poor")
    engine.keep("open_rows", open_rows([one.plan for one in compiled([asked])]))
    found = engine.rows("SELECT household_id FROM open_rows ORDER BY household_id")
    assert found == [("h2",), ("h3",)]


def test_numbers_are_compared_as_they_stand_and_reckoned_with_as_decimals(
    engine: DuckEngine,
) -> None:
    define(engine, [{"household_id": "h1", "days": 2_147_483_647}, {"household_id": "h2"}])
    for test, written, rows in [
        ("days > 10", "(days > 10)", 2),
        ("days > 2.5", "(days > 2.5)", 2),
        ("days < 12345678901", "(days < 12345678901.)", 2),
        ("days + days < 10", "(CAST(days AS DECIMAL(10, 0)) + CAST(days AS DECIMAL(10, 0))", 1),
    ]:
        asked = replace(BLANK, eligible=clauses({"asked": test}), status="poor")
        select = open_rows([one.plan for one in compiled([asked])])
        assert written in select
        assert len(engine.rows(select)) == rows


PEOPLE = 800_000
"""So many that the open rows and the largest decisions fill more than one row group."""


def decided(
    people: Path, out: Path, *, memory: str, threads: int, few: bool = False
) -> dict[str, Written]:
    """The nine policies of the benchmark decided for these people, into the new folder `out`."""
    out.mkdir()
    pack = read_pack(PACK)
    order = tuple(name for name in pack.order if name != GIVEN)
    with DuckEngine([out, people.parent], memory=memory, threads=threads) as engine:
        engine.open_table(GIVEN, people)
        recorder = Recorder(out, engine, few=few)
        compiling = partial(compile_pack, pack, DAY)
        decide(recorder, replace(pack, order=order), compiling, progress=lambda *_: None)
    return recorder.outputs


def test_the_same_bytes_whatever_the_threads_and_the_memory(tmp_path: Path) -> None:
    people = tmp_path / "people" / "people.parquet"
    people.parent.mkdir()
    make_people(people, people=PEOPLE, seed=2019)
    outputs = decided(people, tmp_path / "usual", memory="4GB", threads=1)
    assert max(output.rows for output in outputs.values()) > ROWS_PER_GROUP
    for memory, threads in (("200MB", 1), ("200MB", 2), ("4GB", 3)):
        out = tmp_path / f"{memory}-{threads}"
        assert decided(people, out, memory=memory, threads=threads) == outputs
        assert hashes_of(out) == hashes_of(tmp_path / "usual")
    assert decided(people, tmp_path / "held", memory="4GB", threads=2, few=True) == outputs
    assert hashes_of(tmp_path / "held") == hashes_of(tmp_path / "usual")
