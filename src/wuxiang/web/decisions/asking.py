"""Ask the adopted run: the run is held open, for opening it takes a moment; names are not."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wuxiang.ask import OpenRun
from wuxiang.documents import Template, pdf, read_templates
from wuxiang.documents.household import Papers
from wuxiang.errors import UserError
from wuxiang.pack import Pack, read_pack
from wuxiang.policy.explain import Explanation
from wuxiang.record import PACK
from wuxiang.report.against_lines import YearOfIncome, against_lines
from wuxiang.report.names import open_named_run
from wuxiang.sealing import Keys
from wuxiang.web.language import in_english, told

_LOCK = Lock()
_OPENED: dict[str, OpenRun] = {}


@lru_cache(maxsize=1)
def make_ready(folder: str) -> Thread:
    """Begin, once, to open the run and to read what pages need of it, so that nobody waits for it.

    Returns the thread that does it; what is wrong with the run is told to whoever asks. It only
    reads, so that a server that is asked to end need not wait for it.
    """
    opening = Thread(target=_make_ready, args=(folder,), name="opening the run", daemon=True)
    opening.start()
    return opening


def is_opening(folder: str) -> bool:
    """Whether the run is being opened beside just now, so that whoever asks it would wait."""
    return make_ready(folder).is_alive()


def _make_ready(folder: str) -> None:
    with suppress(UserError):
        pack = _pack(folder)
        if pack.county.targeting and pack.county.targeting.incomes:
            _fact(folder, pack.county.targeting.incomes)
        with _LOCK:
            _open(folder).make_ready()


def explain(
    folder: str, household: str, *, rows: Mapping[str, pa.Table] | None = None
) -> list[Explanation]:
    """Every policy's answer for the household, by the run in `folder`; with `rows` by those."""
    with _LOCK:
        return _open(folder).explain(household, rows=rows)


def incomes(
    folder: str, household: str, *, as_of: date, rows: Mapping[str, pa.Table] | None = None
) -> list[YearOfIncome]:
    """Each year's income of the household against the lines of that year, as the run has it.

    With `rows` they are counted anew, by the same fact. [] where the pack names no fact of incomes.
    """
    pack = _pack(folder)
    fact = pack.county.targeting.incomes if pack.county.targeting else ""
    if not fact:
        return []
    if rows is None:
        table = _fact(folder, fact)
        found = table.filter(pc.equal(table["household_id"], household)).to_pylist()
    else:
        with _LOCK:
            found = _open(folder).rows_of(fact, rows)
    return [against_lines(pack, row, as_of) for row in found]


@lru_cache(maxsize=1)
def _pack(folder: str) -> Pack:
    """The pack of a run, held: a run never changes, and to make sure of it takes longer."""
    return read_pack(Path(folder) / PACK)


@lru_cache(maxsize=1)
def _fact(folder: str, name: str) -> pa.Table:
    """A fact of a run, held: a run never changes, and reading a file takes longer than looking."""
    return pq.read_table(Path(folder) / "facts" / f"{name}.parquet")


def titles(folder: str) -> dict[str, str]:
    """What each policy of the run in `folder` is called, by its name."""
    return {name: told(policy.title) for name, policy in _pack(folder).policies.items()}


def offices(folder: str) -> dict[str, str]:
    """What the offices of the run in `folder` are called where that is not how policies do."""
    found = _pack(folder).county.offices if in_english() else {}
    return {name: office.en for name, office in found.items()}


def templates(folder: str) -> dict[str, Template]:
    """The papers that the pack of the run in `folder` has, by name."""
    return read_templates(Path(folder) / PACK, _pack(folder).facts)


def paper(folder: str, household: str, template: Template, *, keys: Keys) -> bytes:
    """The paper of the household as PDF, with names; UserError if the run does not know it."""
    with _LOCK, open_named_run(Path(folder), keys) as engine:
        return pdf(Papers(_open(folder), engine).fill(template, [household]))


def _open(folder: str) -> OpenRun:
    if folder not in _OPENED:
        for opened in _OPENED.values():
            opened.close()
        _OPENED.clear()
        _OPENED[folder] = OpenRun(Path(folder))
    return _OPENED[folder]
