"""What is due after the rules that look at many rows: once, exclusions, stacking, caps, budgets.

Each rule only ever lowers an amount, and says so in `reason`. An amount that is not known stays
NULL; where an unknown amount goes first, the one behind it waits (`waits`): nobody is paid twice.
"""

COMPUTED = """
SELECT d.policy, d.subject, d.household_id, d.payee, d.village_code, d.dated_on, d.period,
       d.event, d.cap_key, d.cap_amount, d.amount AS computed, d.at_stake
FROM decisions AS d JOIN terms AS t ON t.policy = d.policy
WHERE t.decides = 'amount'
"""

# One payment per person, policy and period: the first known one, by day and subject. While none
# of them is known, nobody can say which of them it will be.
ONCE = """
SELECT *, coalesce(bool_or(computed IS NOT NULL) OVER (
    PARTITION BY policy, coalesce(payee, subject), period
    ORDER BY computed IS NULL, dated_on, subject
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ), false) AS repeated
FROM computed
"""

# Whoever is due one policy in a year is not due those that it excludes in the same year; while
# nobody knows whether, or in which year, he is due the one, the others wait.
EXCLUDES = """
SELECT o.policy, o.subject, winner.policy AS first_policy, winner.subject AS first_subject
FROM once AS o JOIN exclusions AS x ON x.excluded = o.policy
JOIN once AS winner ON winner.policy = x.policy AND winner.payee = o.payee
  AND year(winner.dated_on) = year(o.dated_on)
WHERE NOT winner.repeated AND winner.computed > 0
"""
EXCLUDED = """
SELECT o.*, EXISTS (SELECT 1 FROM excludes AS x
    WHERE x.policy = o.policy AND x.subject = o.subject) AS excluded, EXISTS (
    SELECT 1 FROM once AS winner JOIN exclusions AS x ON x.policy = winner.policy
    WHERE x.excluded = o.policy AND winner.payee = o.payee AND NOT winner.repeated
      AND winner.computed IS NULL
      AND coalesce(year(winner.dated_on) = year(o.dated_on), true)
  ) AS perhaps_excluded
FROM once AS o
"""

# Policies of one stacking group share an event, whoever of the home is paid: unless adding is
# confirmed, only the first pays. What is due for an event that nobody knows may be for any event
# of that home; of two homes that name one event, one may have been written down wrongly. A stay
# and an accident of one number are two events.
IN_GROUP = """
SELECT e.*, t.stacking_group IS NOT NULL AND NOT t.stacking_adds
    AND NOT e.repeated AND NOT e.excluded AS grouped,
  t.stacking_group, t.stacking_rank, t.event_of, t.cap_period, t.confirmed,
  coalesce(e.household_id, e.payee, e.subject) AS home,
  row_number() OVER (PARTITION BY t.stacking_group, e.event
    ORDER BY t.stacking_rank, e.dated_on, e.subject) AS place
FROM excluded AS e JOIN terms AS t ON t.policy = e.policy
"""
PERHAPS_FIRST = """
SELECT g.policy, g.subject, o.policy AS first_policy, o.subject AS first_subject
FROM in_group AS g JOIN in_group AS o
  ON o.stacking_group = g.stacking_group AND o.home = g.home AND o.stacking_rank < g.stacking_rank
WHERE g.grouped AND o.grouped AND (o.event IS NULL OR g.event IS NULL)
  AND coalesce(o.computed > 0, true)
"""
STACKED = """
SELECT g.*, g.perhaps_excluded OR EXISTS (SELECT 1 FROM perhaps_first AS f
    WHERE f.policy = g.policy AND f.subject = g.subject) AS perhaps_nothing
FROM in_group AS g
"""
GOES_FIRST = """
SELECT g.policy, g.subject, o.policy AS first_policy, o.subject AS first_subject,
  coalesce(o.home = g.home AND o.computed > 0 AND NOT o.perhaps_nothing, false) AS surely
FROM stacked AS g JOIN stacked AS o
  ON o.stacking_group = g.stacking_group AND o.event = g.event AND o.place < g.place
  AND coalesce(o.event_of = g.event_of, true)
WHERE g.grouped AND o.grouped AND coalesce(o.computed > 0, true)
"""
RANKED = """
SELECT s.*, f.another_pays, s.perhaps_nothing OR f.another_pays IS NOT NULL AS waits
FROM stacked AS s LEFT JOIN (
  SELECT policy, subject, bool_or(surely) AS another_pays FROM goes_first GROUP BY policy, subject
) AS f ON f.policy = s.policy AND f.subject = s.subject
"""
ALLOWED = """
SELECT *,
  CASE WHEN repeated THEN 'once'
       WHEN excluded THEN 'excluded'
       WHEN another_pays THEN 'stacked'
       WHEN waits THEN 'waits'
       ELSE '' END AS first_reason,
  CASE WHEN repeated OR excluded OR another_pays THEN 0
       WHEN waits THEN NULL
       ELSE computed END AS allowed
FROM ranked
"""

# A cap is used up by the known amounts first, by day and subject.
CAPPED = """
SELECT *, sum(allowed) OVER (
    PARTITION BY policy, cap_key, CASE cap_period WHEN 'year' THEN year(dated_on)
      WHEN 'month' THEN year(dated_on) * 100 + month(dated_on) END
    ORDER BY allowed IS NULL, dated_on, subject
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS used
FROM allowed
"""
AFTER_CAP = """
SELECT policy, subject, household_id, payee, village_code, dated_on, period, event, at_stake,
  confirmed, computed,
  CASE WHEN cap_period IS NULL OR allowed = 0 THEN allowed
       WHEN cap_key IS NULL OR cap_amount IS NULL OR allowed IS NULL THEN NULL
       ELSE greatest(0, least(allowed, cap_amount - coalesce(used, 0))) END AS due,
  CASE WHEN cap_period IS NOT NULL AND allowed > cap_amount - coalesce(used, 0)
       THEN 'capped' ELSE first_reason END AS reason
FROM capped
"""

# A budget of several policies is used up by the known amounts first, by day, policy and subject.
BUDGETED = """
SELECT c.*, b.amount AS budget, b.at_the_edge, coalesce(sum(c.due) OVER (
    PARTITION BY t.budget, year(c.dated_on)
    ORDER BY c.due IS NULL, c.dated_on, c.policy, c.subject
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS spent
FROM after_cap AS c
JOIN terms AS t ON t.policy = c.policy
LEFT JOIN budgets AS b ON b.budget = t.budget AND b.year = year(c.dated_on)
WHERE t.budget IS NOT NULL
"""
# The one that no longer fits gets what is left or waits; those behind it get nothing either way.
AFTER_BUDGET = """
SELECT c.* FROM after_cap AS c JOIN terms AS t ON t.policy = c.policy WHERE t.budget IS NULL
UNION ALL
SELECT policy, subject, household_id, payee, village_code, dated_on, period, event, at_stake,
  confirmed, computed,
  CASE WHEN due = 0 OR due <= budget - spent THEN due
       WHEN due IS NULL OR budget IS NULL THEN NULL
       WHEN spent >= budget OR at_the_edge = 'waits' THEN 0
       WHEN at_the_edge = 'in_part' THEN budget - spent END AS due,
  CASE WHEN due > 0 AND coalesce(due > budget - spent, true) THEN 'budget' ELSE reason END
FROM budgeted
"""

# Whoever is left nothing himself – by a cap, a budget, or one before him – takes nothing from those
# behind him: whether they are paid instead is a question. For an event, who waits himself does so
# for one that is paid for the same.
TAKEN = """
SELECT DISTINCT f.policy, f.subject
FROM (
  SELECT policy, subject, first_policy, first_subject, false AS of_event FROM excludes
  UNION ALL
  SELECT policy, subject, first_policy, first_subject, true FROM goes_first WHERE surely
) AS f
JOIN after_budget AS a ON a.policy = f.first_policy AND a.subject = f.first_subject
WHERE a.due > 0 OR (f.of_event AND a.reason = 'waits')
"""
IN_THE_END = """
SELECT policy, subject, household_id, payee, village_code, dated_on, period, event, at_stake,
  confirmed, computed, CASE WHEN NOT left_over THEN due END AS due,
  CASE WHEN left_over THEN 'waits' ELSE reason END AS reason
FROM (
  SELECT b.*, b.reason IN ('excluded', 'stacked') AND t.policy IS NULL AS left_over
  FROM after_budget AS b LEFT JOIN taken AS t ON t.policy = b.policy AND t.subject = b.subject
)
"""

DUE = (
    ("computed", COMPUTED),
    ("once", ONCE),
    ("excludes", EXCLUDES),
    ("excluded", EXCLUDED),
    ("in_group", IN_GROUP),
    ("perhaps_first", PERHAPS_FIRST),
    ("stacked", STACKED),
    ("goes_first", GOES_FIRST),
    ("ranked", RANKED),
    ("allowed", ALLOWED),
    ("capped", CAPPED),
    ("after_cap", AFTER_CAP),
    ("budgeted", BUDGETED),
    ("after_budget", AFTER_BUDGET),
    ("taken", TAKEN),
    ("due", IN_THE_END),
)
"""Named SELECTs over `decisions`, `terms`, `exclusions` and `budgets`; the last, `due`, has the key
(policy, subject) and the columns policy, subject, household_id, payee, village_code, dated_on,
period, event, at_stake, confirmed, computed, due, reason; money in yuan. `goes_first` names what
goes before it for the same event, and `perhaps_first` what may, for nobody knows one's event."""
