"""What each policy reads, with the engine's types, found on an empty county."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from wuxiang.engine import DuckEngine
from wuxiang.errors import UserError
from wuxiang.facts import Fact, codes_of, labels_of
from wuxiang.pack.quality import Rule
from wuxiang.pack.read import ENTITLEMENT, FUNNEL, MOMENT, Pack
from wuxiang.policy import DECISION, Compiled, Policy, Source, compile_policy
from wuxiang.policy.model import Parameter
from wuxiang.schema import TABLES, Language

NO_FUNNEL = """
SELECT '' AS policy, 0 AS position, '' AS step, CAST(0 AS BIGINT) AS yes, CAST(0 AS BIGINT) AS no,
  CAST(0 AS BIGINT) AS unknown
WHERE false
"""
NO_ENTITLEMENT = """
SELECT '' AS policy, '' AS subject, '' AS household_id, '' AS payee, '' AS village_code,
  DATE '2000-01-01' AS dated_on, '' AS period, '' AS event, CAST(0 AS DECIMAL(18, 2)) AS computed,
  CAST(0 AS DECIMAL(18, 2)) AS due, '' AS reason, false AS payable,
  CAST(0 AS DECIMAL(18, 2)) AS delivered, 0 AS payments, '' AS class,
  CAST(0 AS DECIMAL(18, 2)) AS lacking, CAST(0 AS DECIMAL(18, 2)) AS excess,
  CAST(0 AS DECIMAL(18, 2)) AS at_stake
WHERE false
"""
FLOATS = frozenset({"DOUBLE", "FLOAT"})
FLAW_COLUMNS = dict.fromkeys(("household_id", "person_id", "village_code", "detail"), "VARCHAR")


@lru_cache(maxsize=8)
def compile_pack(pack: Pack, as_of: date) -> Mapping[str, Compiled]:
    """Every policy of the pack compiled, in the pack's order; UserError for one that does not fit.

    `as_of` is the day for policies dated by `as_of`.
    """
    with DuckEngine(threads=1, small=True) as engine:
        return _compiled(engine, pack, as_of)


def compile_one(pack: Pack, name: str, as_of: date) -> Mapping[str, Compiled]:
    """The policy `name` compiled, and those it rests on alone; UserError if there is none."""
    wanted = pack.with_all_they_read([pack.policy(name).name])
    order = tuple(one for one in pack.order if one in wanted)
    return compile_pack(replace(pack, order=order), as_of)


@lru_cache(maxsize=8)
def check_pack(pack: Pack, as_of: date) -> Mapping[str, Compiled]:
    """The same, when the indicators and the rules of data quality fit, too; else a UserError."""
    with DuckEngine(threads=1, small=True) as engine:
        compiled = _compiled(engine, pack, as_of)
        engine.keep(FUNNEL, NO_FUNNEL)
        engine.keep(ENTITLEMENT, NO_ENTITLEMENT)
        for indicator in pack.indicators.values():
            engine.checked(indicator.name, indicator.query.sql(engine.dialect), indicator.place)
        for rule in pack.rules.values():
            _check_rule(engine, rule, as_of)
    return compiled


def _compiled(engine: DuckEngine, pack: Pack, as_of: date) -> Mapping[str, Compiled]:
    """The policies compiled over empty tables, which the engine holds then."""
    compiled: dict[str, Compiled] = {}
    for table in TABLES.values():
        engine.outline(table.name, {one.name: one.sql_type for one in table.stored})
    engine.keep(MOMENT, f"SELECT DATE '{as_of}' AS as_of")
    for name in pack.order:
        if name in pack.facts:
            engine.outline(name, _columns_of_fact(engine, pack.facts[name]))
        else:
            policy = pack.policies[name]
            source = source_of(pack, policy.for_each, engine.columns(policy.for_each))
            compiled[name] = compile_policy(policy, source, as_of=as_of)
            decisions = compiled[name].decisions
            engine.outline(name, engine.checked(name, decisions, policy.place))
    return compiled


def policy_sources(pack: Pack) -> dict[str, Source]:
    """The source of each policy of the pack, by the policy's name."""
    return {name: one.source for name, one in compile_pack(pack, date(2000, 1, 1)).items()}


def words_of(pack: Pack, language: Language = "zh") -> dict[str, str]:
    """Words, Chinese unless said, for each column and parameter that a policy may ask for.

    Where nobody has written the English of one, its name says what it is.
    """
    words: dict[str, str] = {}
    for policy in pack.policies.values():
        words |= {one.name: _parameter(policy, one, language) for one in policy.parameters}
        columns = list(_columns(pack, policy.for_each))
        if language == "zh":
            labels = _labels(pack, policy.for_each, columns)
        else:
            labels = _english(pack, policy.for_each, columns)
        words |= {column: label for column, label in labels.items() if column not in words}
    return words


def _parameter(policy: Policy, one: Parameter, language: Language) -> str:
    if language == "zh":
        return f"{policy.title.zh}·{one.law or one.name}"
    return f"{policy.title.en}: {_spaced(one.name)}"


def _english(pack: Pack, name: str, columns: Iterable[str]) -> dict[str, str]:
    """What columns are called in English; one that the fact calls otherwise, by its name."""
    own = pack.facts[name].labels if name in pack.facts else {}
    known = {column: _spaced(column).capitalize() for column in columns}
    told = labels_of(known.keys() - own.keys(), "en")
    return known | {column: label[:1].upper() + label[1:] for column, label in told.items()}


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _columns(pack: Pack, name: str) -> Iterable[str]:
    """The names of the columns of a table, fact or status policy, as far as reading it tells."""
    if name in pack.policies:
        return DECISION
    if name in pack.facts:
        return pack.facts[name].query.columns
    return (column.name for column in TABLES[name].stored)


def _labels(pack: Pack, name: str, columns: Iterable[str]) -> dict[str, str]:
    own = pack.facts[name].labels if name in pack.facts else {}
    return {**labels_of(columns), **own}


def source_of(pack: Pack, name: str, columns: Mapping[str, str]) -> Source:
    """The table, fact or status policy `name` with its key, types, codes and labels."""
    codes = {} if name in pack.policies else codes_of(columns)
    return Source(name, pack.key_of(name), columns, codes, _labels(pack, name, columns))


def _columns_of_fact(engine: DuckEngine, fact: Fact) -> dict[str, str]:
    columns = engine.checked(fact.name, fact.query.sql(engine.dialect), fact.place)
    floats = [name for name, kind in columns.items() if kind in FLOATS]
    absent = [name for name in fact.grain if name not in columns]
    if floats or absent:
        raise UserError(
            f"fact `{fact.name}`: " + (f"{floats} are floats" if floats else f"no column {absent}"),
            remedy="cast to DECIMAL, or use divide(a, b)" if floats else "correct the grain",
            place=fact.place,
        )
    return columns


def _check_rule(engine: DuckEngine, rule: Rule, as_of: date) -> None:
    columns = engine.checked(rule.name, rule.sql(engine.dialect, day=as_of), rule.place)
    if columns != FLAW_COLUMNS:
        raise UserError(
            f"rule `{rule.name}` selects {columns}",
            remedy=f"select {', '.join(FLAW_COLUMNS)}, in this order, all of them text "
            "(where there is none: cast(null as varchar))",
            place=rule.place,
        )
