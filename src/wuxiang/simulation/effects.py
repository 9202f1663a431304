"""What a change does: cost before and after, who gains and who loses, and poverty beside it."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wuxiang.engine import DuckEngine, quoted
from wuxiang.folder import whole_folder
from wuxiang.pack import Pack
from wuxiang.policy.model import Words
from wuxiang.report import usual_measures
from wuxiang.targeting import Survey, measured

# One row for each entitlement that the change alters; where nobody knows an amount it is NULL.
ALTERED = """
SELECT coalesce(b.policy, a.policy) AS policy, coalesce(b.subject, a.subject) AS subject,
  coalesce(b.household_id, a.household_id) AS household_id,
  coalesce(b.payee, a.payee) AS payee, coalesce(b.dated_on, a.dated_on) AS dated_on,
  CASE WHEN b.policy IS NULL THEN 0 ELSE b.due END AS due_before,
  CASE WHEN a.policy IS NULL THEN 0 ELSE a.due END AS due_after
FROM before_run AS b FULL JOIN due AS a ON a.policy = b.policy AND a.subject = b.subject
WHERE CASE WHEN b.policy IS NULL THEN 0 ELSE b.due END
  IS DISTINCT FROM CASE WHEN a.policy IS NULL THEN 0 ELSE a.due END
"""
# Who gains, loses, or neither of them known; a household with one unknown amount is not known.
HOUSEHOLDS = """
SELECT coalesce(household_id, payee, subject) AS household_id,
  sum(due_after - due_before) AS change,
  CASE WHEN bool_or(due_before IS NULL OR due_after IS NULL) THEN 'not_known'
       WHEN sum(due_after - due_before) > 0 THEN 'gains'
       WHEN sum(due_after - due_before) < 0 THEN 'loses'
       ELSE 'same' END AS outcome
FROM altered GROUP BY ALL
"""
COSTS = """
SELECT policy, sum(known_before), sum(unknown_before), sum(known_after), sum(unknown_after)
FROM (
  SELECT policy, due AS known_before, CAST(due IS NULL AS INTEGER) AS unknown_before,
    0 AS known_after, 0 AS unknown_after FROM before_run
  UNION ALL
  SELECT policy, 0, 0, due, CAST(due IS NULL AS INTEGER) FROM due
)
WHERE policy IN ({policies}) OR policy IN (SELECT policy FROM altered)
GROUP BY policy ORDER BY policy
"""
GROUPS = """
SELECT {column} AS grouped, count(*) FILTER (WHERE outcome = 'gains'),
  count(*) FILTER (WHERE outcome = 'loses'), count(*) FILTER (WHERE outcome = 'not_known'),
  coalesce(sum(change), 0)
FROM household_effect AS e
LEFT JOIN household_measured AS m ON m.household_id = e.household_id
GROUP BY ALL ORDER BY grouped NULLS LAST
"""
ANSWERED = """
SELECT coalesce(b.policy, a.policy), coalesce(b.step, a.step), b.yes, b.no, b.unknown,
  a.yes, a.no, a.unknown
FROM (SELECT * FROM funnel WHERE policy IN ({policies}) AND step IN ('eligible', 'holds')) AS b
FULL JOIN (SELECT * FROM funnel_after WHERE step IN ('eligible', 'holds')) AS a
  ON a.policy = b.policy AND a.step = b.step
ORDER BY 1, 2
"""
# Only what is dated in the income's year moves it; both columns hold the same households.
INCOMES = """
WITH of_the_year AS (
  SELECT a.household_id, sum(due_after - due_before) AS change,
    bool_or(due_before IS NULL OR due_after IS NULL) AS unsure
  FROM altered AS a JOIN household_measured AS m ON m.household_id = a.household_id
  WHERE a.dated_on BETWEEN m.income_year_begin AND m.income_year_end
  GROUP BY a.household_id
)
SELECT m.members, CASE WHEN y.unsure THEN NULL ELSE m.income_per_head END AS before,
  CASE WHEN y.unsure THEN NULL
       WHEN y.change IS NULL THEN CAST(m.income_per_head AS DOUBLE)
       WHEN m.members > 0 THEN m.income_per_head + y.change / m.members END AS after
FROM household_measured AS m LEFT JOIN of_the_year AS y ON y.household_id = m.household_id
"""
BY = {"township": "township_code", "zone": "zone", "household_type": "household_type"}


@dataclass(frozen=True)
class Cost:
    """What a policy costs in yuan, before and after; entitlements not known are counted apart."""

    policy: str
    title: Words
    before: Decimal
    unknown_before: int
    after: Decimal
    unknown_after: int


@dataclass(frozen=True)
class Group:
    """Households of one group (None: nobody knows which) that gain, lose, or are not known.

    `change` is in yuan, of the amounts that are known before and after.
    """

    group: str | None
    gains: int
    loses: int
    not_known: int
    change: Decimal


@dataclass(frozen=True)
class Answers:
    """How many rows a policy answers yes, no and not known, before and after; None where absent."""

    policy: str
    step: str
    before: tuple[int, int, int] | None
    after: tuple[int, int, int] | None


@dataclass(frozen=True)
class Poverty:
    """One measure before and after, over households whose income is known in both (`known`)."""

    measure: str
    before: float | None
    after: float | None
    known: int
    missing: int


@dataclass(frozen=True)
class Effects:
    """What a change does; `altered` has a row for each entitlement that differs, in yuan."""

    costs: tuple[Cost, ...]
    total: Group
    groups: dict[str, tuple[Group, ...]]
    answers: tuple[Answers, ...]
    poverty: tuple[Poverty, ...]
    altered: pa.Table


def effects_of(
    engine: DuckEngine, pack: Pack, touched: Collection[str], *, line: Decimal | None
) -> Effects:
    """The effects, where `engine` holds `before_run`, `due`, both funnels and the households."""
    engine.keep("altered", ALTERED)
    engine.keep("household_effect", HOUSEHOLDS)
    policies = ", ".join(quoted(name) for name in sorted(touched))
    return Effects(
        costs=tuple(_cost(pack, *row) for row in engine.rows(COSTS.format(policies=policies))),
        total=_group(*(engine.rows(GROUPS.format(column="'all'")) or [("all", 0, 0, 0, 0)])[0]),
        groups={
            by: tuple(_group(*row) for row in engine.rows(GROUPS.format(column=column)))
            for by, column in BY.items()
        },
        answers=tuple(_answers(row) for row in engine.rows(ANSWERED.format(policies=policies))),
        poverty=tuple(_poverty(engine.arrow(INCOMES), line)),
        altered=engine.arrow("SELECT * FROM altered ORDER BY policy, subject"),
    )


def as_plain(effects: Effects) -> dict[str, object]:
    """The effects as plain values, without the single entitlements: what a program reads."""
    return {
        "costs": [asdict(one) for one in effects.costs],
        "total": asdict(effects.total),
        "by": {by: [asdict(one) for one in rows] for by, rows in effects.groups.items()},
        "answers": [asdict(one) for one in effects.answers],
        "poverty": [asdict(one) for one in effects.poverty],
    }


def write_effects(effects: Effects, out: Path) -> None:
    """Write the folder `out`: simulation.json, and altered.parquet with a row an entitlement.

    It names nobody. Raises UserError if `out` is there already.
    """
    with whole_folder(out) as folder:
        text = json.dumps(as_plain(effects), ensure_ascii=False, indent=1, default=str)
        (folder / "simulation.json").write_text(text + "\n", "utf-8")
        pq.write_table(effects.altered, folder / "altered.parquet")


def _cost(pack: Pack, policy: object, *sums: object) -> Cost:
    before, unknown_before, after, unknown_after = sums
    return Cost(
        policy=str(policy),
        title=pack.policies[str(policy)].title,
        before=_yuan(before),
        unknown_before=int(str(unknown_before)),
        after=_yuan(after),
        unknown_after=int(str(unknown_after)),
    )


def _group(group: object, *counts: object) -> Group:
    gains, loses, not_known, change = counts
    return Group(
        group=None if group is None else str(group),
        gains=int(str(gains)),
        loses=int(str(loses)),
        not_known=int(str(not_known)),
        change=_yuan(change),
    )


def _answers(row: tuple[object, ...]) -> Answers:
    policy, step, *counts = row
    before, after = (
        None if three[0] is None else (int(str(three[0])), int(str(three[1])), int(str(three[2])))
        for three in (counts[:3], counts[3:])
    )
    return Answers(str(policy), str(step), before, after)


def _poverty(incomes: pa.Table, line: Decimal | None) -> list[Poverty]:
    measures = usual_measures(None if line is None else float(line), 0.6)
    survey = Survey.of(incomes, weight="members")
    before = measured(incomes, "before", measures, survey=survey)
    after = measured(incomes, "after", measures, survey=survey)
    return [
        Poverty(b.measure, b.value, a.value, a.known, a.missing + a.unweighted)
        for (_, b), (_, a) in zip(before, after, strict=True)
    ]


def _yuan(value: object) -> Decimal:
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))
