"""The gaps: money that is missing or wrong, and standards that do not hold."""

GAPS = """
SELECT policy, subject, household_id, payee AS person_id, village_code, class AS kind,
  dated_on, period, CASE class WHEN 'missing' THEN lacking ELSE excess END AS amount, reason,
  NULL AS failed
FROM entitlement
WHERE class IN ('missing', 'double', 'undue')
UNION ALL
SELECT policy, subject, household_id, person_id, village_code, 'breach', dated_on, period,
  NULL, '', failed
FROM decisions
WHERE eligible AND holds = false
"""

GAP = (("gap", GAPS),)
"""Named SELECTs over `entitlement` and `decisions`; `gap` has the key (policy, subject), `kind` is
missing, double, undue or breach, `amount` is in yuan (NULL for a breach), `failed` names the
standards that do not hold."""
