"""The gaps: money that is missing or wrong, and standards that do not hold."""

GAPS = """
SELECT policy, subject, household_id, payee AS person_id, village_code, class AS kind, period,
  CASE class WHEN 'missing' THEN lacking ELSE excess END AS amount, reason
FROM entitlement
WHERE class IN ('missing', 'double', 'undue')
UNION ALL
SELECT policy, subject, household_id, person_id, village_code, 'breach', period, NULL, ''
FROM decisions
WHERE eligible AND holds = false
"""

GAP = (("gap", GAPS),)
"""Named SELECTs over `entitlement` and `decisions`; `gap` has the key (policy, subject), `kind` is
missing, double, undue or breach, `amount` is in yuan (NULL for a breach)."""
