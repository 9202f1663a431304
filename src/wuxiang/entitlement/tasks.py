"""Each gap is somebody's task, with a lead, an office or helper, and a day."""

# The helper of a household today: of several, the one paired longest.
HELPERS = """
SELECT household_id, min(helper_id) AS helper_id
FROM (
  SELECT p.household_id, p.helper_id, p.from_date,
    min(p.from_date) OVER (PARTITION BY p.household_id) AS first_from
  FROM pairing AS p CROSS JOIN moment AS m
  WHERE p.from_date <= m.as_of AND (p.to_date IS NULL OR m.as_of < p.to_date)
)
WHERE from_date = first_from
GROUP BY household_id
"""
# A task bears the name of what its gap is about: of money that came unexpected, for which event, or
# to whom for which period, since its payments are numbered anew in a list that is corrected.
TASKS = """
SELECT g.policy || '/' || coalesce('payment/' || u.match, g.subject)
    || CASE WHEN g.period <> g.subject THEN '/' || g.period ELSE '' END AS task,
  g.policy, g.subject, g.dated_on, g.period, g.kind, g.household_id, g.person_id, g.village_code,
  substring(g.village_code, 1, 9) || '000' AS township_code, g.amount, g.reason, g.failed,
  t.lead, t.office, h.helper_id, t.confirmed
FROM gap AS g
JOIN terms AS t ON t.policy = g.policy
LEFT JOIN unexpected AS u ON u.policy = g.policy AND u.subject = g.subject
LEFT JOIN helper_of AS h ON h.household_id = g.household_id
"""

# The day of a task counts from the first run that found its gap, however often it is found again;
# a gap of another kind is found anew.
OPEN = """
SELECT s.task, s.policy, s.subject, s.dated_on, s.period, s.kind, s.household_id, s.person_id,
  s.village_code, s.township_code, s.amount, s.reason, s.failed, s.lead, s.office, s.helper_id,
  d.due_on, d.due_on_provisional, s.confirmed, s.since, 'open' AS state
FROM task_since AS s JOIN due_days AS d ON d.policy = s.policy AND d.since = s.since
"""
SINCE_NOW = "SELECT f.*, m.as_of AS since FROM task_found AS f CROSS JOIN moment AS m"
SINCE_THEN = """
SELECT f.*, coalesce(b.since, m.as_of) AS since
FROM task_found AS f CROSS JOIN moment AS m
LEFT JOIN task_before AS b ON b.task = f.task AND b.kind = f.kind
  AND b.state <> 'closure_proposed'
"""

TASK = (("helper_of", HELPERS), ("task_found", TASKS))
"""Named SELECTs over `gap`, `unexpected`, `terms`, `pairing`, `moment`; `task_found` has the
key (task)."""


def closed_since(previous: bool) -> tuple[tuple[str, str], ...]:
    """Named SELECTs that end in `task`: this run's tasks, and what became of the last run's.

    With `previous`, table `task_before` holds the last run's tasks; `funnel` and `asked_about` are
    read too. `state`:
    open; not_known when the gap is gone because nobody can say any more; closure_proposed when it
    is gone for good – a proposal: for money and works somebody else confirms it.
    """
    if not previous:
        return (("task_since", SINCE_NOW), ("task", OPEN))
    return (
        ("task_since", SINCE_THEN),
        ("silent", SILENT),
        ("task", f"{OPEN} UNION ALL {GONE}"),
    )


# A gap is gone when it is known that there is none: while its subject, or for money that came
# unexpected something of the same home, is not known, or while no list says anything of what the
# policy is about or names the event that money was due for, nobody can say.
SILENT = """
SELECT policy FROM funnel WHERE step = 'in_force' GROUP BY policy
HAVING sum(yes + no + unknown) = 0
"""
GONE = """
SELECT b.task, b.policy, b.subject, b.dated_on, b.period, b.kind, b.household_id, b.person_id,
  b.village_code, b.township_code, b.amount, b.reason, b.failed, b.lead, b.office, b.helper_id,
  b.due_on, b.due_on_provisional, b.confirmed, b.since,
  CASE WHEN EXISTS (SELECT 1 FROM decisions AS d
      WHERE d.policy = b.policy AND d.subject = b.subject AND d.unclear IS NOT NULL)
    OR EXISTS (SELECT 1 FROM entitlement AS e
      WHERE e.policy = b.policy AND e.class = 'unknown' AND (e.subject = b.subject
        OR (starts_with(b.subject, 'payment/') AND e.household_id = b.household_id)))
    OR b.policy IN (SELECT policy FROM silent)
    OR (b.kind IN ('missing', 'double')
      AND b.policy IN (SELECT policy FROM terms WHERE matched_by = 'event')
      AND NOT EXISTS (SELECT 1 FROM asked_about AS a
        WHERE a.policy = b.policy AND a.match = b.subject))
    OR (b.kind IN ('double', 'undue') AND NOT EXISTS (SELECT 1 FROM told_of))
    THEN 'not_known' ELSE 'closure_proposed' END
FROM task_before AS b
WHERE b.state <> 'closure_proposed'
  AND NOT EXISTS (SELECT 1 FROM task_found AS f WHERE f.task = b.task)
"""
