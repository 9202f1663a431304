"""Which other row a remark means: the one taken instead of a double, the one that is believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wuxiang.engine import DuckEngine
from wuxiang.intake.linking import Listed
from wuxiang.intake.merging import NUMBER, fed, merged
from wuxiang.schema import TABLES, Table

RULES = "('double', 'exact_double', 'files_differ', 'two_households')"
NONE = (
    "SELECT 0 AS source, 0 AS row, '' AS target, '' AS rule, 0 AS other_source, 0 AS other_row "
    "WHERE false"
)
BELIEF = "_away, _priority, _as_of DESC NULLS LAST, _order_source, _order_row"


@dataclass(frozen=True)
class _Meant:
    """What the remarks of one list with one target are about."""

    table: Table
    column: str | None
    """None: the whole row."""
    own: Listed
    target: str | None


def hold_others(engine: DuckEngine, lists: Sequence[Listed], layouts: Mapping[int, str]) -> None:
    """Make `other` of the table `finding`: for a remark's source and row those that it means.

    `layouts` says which layout each source has.
    """
    told = engine.rows(f"SELECT DISTINCT target, source FROM finding WHERE rule IN {RULES}")
    found = {(None if t is None else str(t), layouts[int(str(source))]) for t, source in told}
    by_name = {listed.layout.name: listed for listed in lists}
    selects = [NONE]
    for target, name in sorted(found, key=lambda one: (one[0] or "", one[1])):
        meant = _meant(target, by_name[name])
        selects.append(_others(meant, _rows(engine, meant, lists)))
    engine.keep("other", " UNION ALL ".join(selects))


def _meant(target: str | None, own: Listed) -> _Meant:
    of_person = target == NUMBER and "person" in own.layout.tables
    told = "person.household_id" if of_person else target
    name, _, column = (told or own.layout.row_is).partition(".")
    return _Meant(TABLES[name], column or None, own, target)


def _rows(engine: DuckEngine, meant: _Meant, lists: Sequence[Listed]) -> str:
    """Every row of any list that says something of the table, and the column.

    What is said of a whole row is said first against rows of its own list.
    """
    wanted = [*meant.table.key, *([meant.column] if meant.column else [])]
    names = {fed(meant.table, one): one for one in lists if meant.table.name in one.layout.tables}
    return " UNION ALL ".join(
        f"SELECT {', '.join(wanted)}, {listed.layout.priority} AS _priority, _as_of, "
        f"{meant.column is None and listed is not meant.own} AS _away, "
        f"_order_source, _order_row, _source, _row FROM {name}"
        for name, listed in names.items()
        if engine.columns(name).keys() >= set(wanted)
    )


def _others(meant: _Meant, rows: str) -> str:
    """Of the other rows with the same key, and with the value taken, the one believed most."""
    key = ", ".join(meant.table.key)
    said = "IS NULL" if meant.target is None else f"= '{meant.target}'"
    taken = f"SEMI JOIN {merged(meant.table)} USING ({key}, {meant.column})" if meant.column else ""
    return (
        "SELECT _of, _at, _target, _rule, arg_min(_source, _n), arg_min(_row, _n) FROM ("
        f"WITH own AS (SELECT f.*, {key} FROM {fed(meant.table, meant.own)} JOIN ("
        "SELECT source AS _of, row AS _at, target AS _target, rule AS _rule FROM finding "
        f"WHERE rule IN {RULES} AND target {said}) f ON _of = _source AND _at = _row), "
        f"told AS (SELECT *, row_number() OVER (ORDER BY {BELIEF}) AS _n "
        f"FROM ({rows}) SEMI JOIN own USING ({key}) {taken}) "
        f"SELECT * FROM own JOIN told USING ({key}) WHERE _source <> _of OR _row <> _at) "
        "GROUP BY ALL"
    )
