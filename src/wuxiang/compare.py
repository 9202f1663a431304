"""Two runs side by side: who gained, who lost, what is owed in arrears, what was paid too much."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from wuxiang.engine import DuckEngine
from wuxiang.record import read_record

# A payment that one run lays on what is due stands alone in the other, where nothing is: it is told
# once, by what was or is due. `rest` is what came beyond that: it is told by itself.
TOLD = """
WITH lost AS (
  SELECT policy, payee, sum(delivered) AS delivered FROM before_run AS b
  WHERE delivered > 0 AND subject NOT LIKE 'payment/%'
    AND NOT EXISTS (SELECT 1 FROM after_run AS a
      WHERE a.policy = b.policy AND a.subject = b.subject)
  GROUP BY policy, payee
), alone AS (
  SELECT p.policy, p.subject, coalesce(p.delivered, 0) AS came, lost.delivered AS told,
    sum(coalesce(p.delivered, 0)) OVER (PARTITION BY p.policy, p.payee ORDER BY p.subject) AS so_far
  FROM after_run AS p JOIN lost ON lost.policy = p.policy AND lost.payee = p.payee
  WHERE p.subject LIKE 'payment/%'
)
SELECT p.policy, p.subject, 0 AS rest FROM before_run AS p
WHERE p.subject LIKE 'payment/%'
  AND NOT EXISTS (SELECT 1 FROM after_run AS a WHERE a.policy = p.policy AND a.subject = p.subject)
UNION ALL
SELECT policy, subject, greatest(so_far - told, 0) - greatest(so_far - came - told, 0) FROM alone
"""
# One row for each entitlement that differs; its name in both runs is who, for what, and when.
BESIDE = """
SELECT coalesce(a.policy, b.policy) AS policy, coalesce(a.payee, b.payee) AS payee,
  coalesce(b.household_id, a.household_id) AS household_id,
  coalesce(b.village_code, a.village_code) AS village_code,
  coalesce(a.period, b.period) AS period, coalesce(a.subject, b.subject) AS subject,
  CASE WHEN a.policy IS NULL THEN 0 ELSE a.due END AS due_before,
  CASE WHEN b.policy IS NULL THEN 0 ELSE b.due END AS due_after,
  CASE WHEN told.rest > 0 THEN told.rest
    WHEN b.policy IS NULL THEN coalesce(a.delivered, 0) ELSE b.delivered END AS delivered
FROM before_run AS a FULL JOIN after_run AS b ON a.policy = b.policy AND a.subject = b.subject
LEFT JOIN told ON told.policy = coalesce(a.policy, b.policy)
  AND told.subject = coalesce(a.subject, b.subject)
WHERE told.policy IS NULL OR told.rest > 0
"""
CHANGES = """
SELECT policy, subject, household_id, payee, village_code, period, due_before, due_after, delivered,
  CASE WHEN due_before IS NULL AND due_after IS NULL THEN 'same'
       WHEN due_before IS NULL THEN 'now_known'
       WHEN due_after IS NULL THEN 'no_longer_known'
       WHEN due_before = 0 AND due_after > 0 THEN 'gained'
       WHEN due_before > 0 AND due_after = 0 THEN 'lost'
       WHEN due_after > due_before THEN 'more'
       WHEN due_after < due_before THEN 'less'
       ELSE 'same' END AS change,
  coalesce(greatest(coalesce(due_after, 0) - delivered, 0), 0) AS arrears,
  coalesce(greatest(delivered - due_after, 0), 0) AS claw_back
FROM beside
"""
SUMMARY = """
SELECT policy, change, count(*) AS entitlements, count(DISTINCT payee) AS persons,
  sum(due_before) AS due_before, sum(due_after) AS due_after, sum(arrears) AS arrears,
  sum(claw_back) AS claw_back
FROM changes
GROUP BY policy, change
ORDER BY policy, change
"""


@dataclass(frozen=True)
class Comparison:
    """`changes`: an entitlement that differs a row; `summary`: policy and change a row; yuan."""

    first: str
    second: str
    same_pack: bool
    changes: pa.Table
    summary: pa.Table


def compare(first: Path, second: Path) -> Comparison:
    """What is due in run `second` beside what was due in run `first`.

    `change` is gained, lost, more, less, now_known, no_longer_known; what is the same is only
    counted. Raises UserError if one of them is no run.
    """
    before, after = read_record(first), read_record(second)
    with DuckEngine([first, second]) as engine:
        engine.open_table("before_run", first / "entitlement.parquet")
        engine.open_table("after_run", second / "entitlement.parquet")
        engine.keep("told", TOLD)
        engine.define("beside", BESIDE)
        engine.keep("changes", CHANGES)
        differing = engine.arrow(
            "SELECT * FROM changes WHERE change <> 'same' ORDER BY policy, subject"
        )
        return Comparison(
            first=before.as_of,
            second=after.as_of,
            same_pack=before.pack_hash == after.pack_hash,
            changes=differing,
            summary=engine.arrow(SUMMARY),
        )
