"""Due against delivered, both ways: 应享 已享 未享 重享 不应享, and what nobody can say yet."""

# Payments that the bank carried out, by the policy they pay for and by period or event; of one of
# which nobody can read whether it arrived the amount is not known either. What names somebody's
# event but went to another home matches nothing: its event or its payee is wrong.
PAID = """
SELECT p.policy, b.person_id AS payee, b.household_id, b.payment_id, b.event_id, b.period,
  CASE WHEN b.state = 'paid' THEN b.amount END AS amount,
  CASE WHEN t.matched_by <> 'event' THEN b.person_id || '/' || b.period
       WHEN b.person_id <> d.payee AND b.household_id <> d.household_id THEN NULL
       ELSE b.event_id END AS match
FROM benefit_paid AS b
JOIN programmes AS p ON p.programme = b.programme
JOIN terms AS t ON t.policy = p.policy
LEFT JOIN due AS d ON d.policy = p.policy AND d.subject = b.event_id
WHERE b.state IS DISTINCT FROM 'returned'
"""
DELIVERED = """
SELECT policy, match, min(payee) AS payee, min(household_id) AS household_id,
  min(event_id) AS event_id, min(period) AS period,
  CASE WHEN count(*) = count(amount) THEN sum(amount) END AS delivered, count(*) AS payments,
  min(payment_id) AS first_payment
FROM paid
GROUP BY policy, match, CASE WHEN match IS NULL THEN payment_id END
"""
EXPECTED = """
SELECT d.*,
  CASE t.matched_by WHEN 'event' THEN d.subject ELSE d.payee || '/' || d.period END AS match
FROM due AS d JOIN terms AS t ON t.policy = d.policy
"""

# Several rows may share a match (one period): what came is laid on them in order, the rest on
# the last. Rows with something due go first, so that a payment is never laid on a refused row.
LINED_UP = """
SELECT *,
  sum(coalesce(due, 0)) OVER in_line - coalesce(due, 0) AS before,
  row_number() OVER (PARTITION BY policy, match
    ORDER BY coalesce(due, 0) = 0 DESC, due IS NOT NULL DESC, dated_on DESC, subject DESC
  ) = 1 AS last_refused,
  row_number() OVER in_line AS place,
  count(*) FILTER (WHERE coalesce(due, 0) > 0) OVER (PARTITION BY policy, match) AS due_rows,
  count(*) FILTER (WHERE due IS NULL) OVER (PARTITION BY policy, match) AS unknown_rows
FROM expected
WINDOW in_line AS (PARTITION BY policy, match
  ORDER BY coalesce(due, 0) = 0, due IS NOT NULL, dated_on, subject)
"""
LAID_ON = """
SELECT l.*,
  CASE WHEN d.policy IS NULL THEN 0
       WHEN d.delivered IS NULL THEN NULL
       WHEN l.place = greatest(l.due_rows, 1) THEN greatest(d.delivered - l.before, 0)
       WHEN l.place < l.due_rows THEN least(greatest(d.delivered - l.before, 0), l.due)
       ELSE 0 END AS delivered,
  CASE WHEN l.place = greatest(l.due_rows, 1) THEN coalesce(d.payments, 0) ELSE 0 END AS payments
FROM lined_up AS l LEFT JOIN delivered AS d ON d.policy = l.policy AND d.match = l.match
"""

# Money that came to somebody whom no decision names: undue, or for nothing that can be matched, as
# for a period or an event that nobody was asked about (one before the policy began, one still to
# come, one that no list knows), or to nobody knows whom.
UNEXPECTED = """
SELECT d.policy, 'payment/' || d.first_payment AS subject,
  coalesce(d.household_id, person.household_id) AS household_id, d.payee,
  household.village_code, d.match, d.event_id, d.period, d.delivered, d.payments, t.confirmed,
  d.match IS NOT NULL AND coalesce(d.payee, d.household_id) IS NOT NULL
    AND coalesce(a.in_force, false) AS asked,
  d.match IS NULL OR (t.matched_by = 'event' AND a.match IS NULL) AS for_nothing_known
FROM delivered AS d
JOIN terms AS t ON t.policy = d.policy
LEFT JOIN asked_about AS a ON a.policy = d.policy
  AND a.match = CASE t.matched_by WHEN 'event' THEN d.event_id ELSE d.period END
LEFT JOIN person ON person.person_id = d.payee
LEFT JOIN household ON household.household_id = coalesce(d.household_id, person.household_id)
WHERE NOT EXISTS (SELECT 1 FROM expected AS e WHERE e.policy = d.policy AND e.match = d.match)
"""
# What is missing somewhere may be what came unexpected: to the same person or home for nobody
# knows what (an event that no list knows may be mistyped), to another member for the same period,
# or for the same event to another home.
LACKING = """
SELECT policy, subject, household_id, payee, period FROM laid_on WHERE due > delivered
"""
MEANT = """
SELECT l.policy, l.subject, u.subject AS payment
FROM lacking AS l JOIN unexpected AS u ON u.policy = l.policy AND u.household_id = l.household_id
WHERE u.for_nothing_known OR u.period = l.period
UNION
SELECT l.policy, l.subject, u.subject
FROM lacking AS l JOIN unexpected AS u ON u.policy = l.policy AND u.payee = l.payee
WHERE u.for_nothing_known
UNION
SELECT l.policy, l.subject, u.subject
FROM lacking AS l JOIN unexpected AS u ON u.policy = l.policy AND u.event_id = l.subject
"""
BOTH_WAYS = """
SELECT l.policy, l.subject, l.household_id, l.payee, l.village_code, l.dated_on, l.period, l.event,
  l.computed, l.due,
  CASE WHEN l.reason = '' AND l.delivered IS NULL THEN 'unread'
    WHEN l.reason = '' AND m.subject IS NOT NULL THEN 'unmatched'
    ELSE l.reason END AS reason,
  l.confirmed, l.delivered, l.payments, l.at_stake, m.subject IS NOT NULL AS in_doubt
FROM laid_on AS l
LEFT JOIN (SELECT DISTINCT policy, subject FROM meant) AS m
  ON m.policy = l.policy AND m.subject = l.subject
UNION ALL
SELECT u.policy, u.subject, u.household_id, u.payee, u.village_code, NULL, NULL, NULL,
  NULL, CASE WHEN u.asked AND m.payment IS NULL THEN 0 END,
  CASE WHEN u.asked AND m.payment IS NULL THEN '' ELSE 'unmatched' END,
  u.confirmed, u.delivered, u.payments, NULL, false
FROM unexpected AS u
LEFT JOIN (SELECT DISTINCT policy, payment FROM meant) AS m
  ON m.policy = u.policy AND m.payment = u.subject
"""
ENTITLEMENTS = """
SELECT policy, subject, household_id, payee, village_code, dated_on, period, event,
  CAST(computed AS DECIMAL(18, 2)) AS computed, CAST(due AS DECIMAL(18, 2)) AS due, reason,
  confirmed AND NOT in_doubt AND coalesce(due > delivered, false) AS payable,
  CAST(delivered AS DECIMAL(18, 2)) AS delivered, CAST(payments AS INTEGER) AS payments,
  CASE WHEN due IS NULL OR delivered IS NULL THEN 'unknown'
       WHEN due > 0 AND delivered < due THEN 'missing'
       WHEN due > 0 AND delivered = due THEN 'received'
       WHEN due > 0 THEN 'double'
       WHEN delivered > 0 AND reason = 'stacked' THEN 'unknown'
       WHEN delivered > 0 THEN 'undue'
       ELSE 'none' END AS class,
  CAST(greatest(coalesce(due, 0) - delivered, 0) AS DECIMAL(18, 2)) AS lacking,
  CAST(CASE WHEN due IS NOT NULL THEN greatest(delivered - due, 0) ELSE 0 END
    AS DECIMAL(18, 2)) AS excess,
  CAST(at_stake AS DECIMAL(18, 2)) AS at_stake
FROM both_ways
"""

# Payments for programmes that no policy of the pack names: nobody can say whether they are due.
STRAYS = """
SELECT b.programme, count(*) AS payments, CAST(sum(b.amount) AS DECIMAL(18, 2)) AS amount
FROM benefit_paid AS b
WHERE b.state = 'paid'
  AND NOT EXISTS (SELECT 1 FROM programmes AS p WHERE p.programme = b.programme)
GROUP BY b.programme
"""

ENTITLEMENT = (
    ("paid", PAID),
    ("delivered", DELIVERED),
    ("expected", EXPECTED),
    ("lined_up", LINED_UP),
    ("laid_on", LAID_ON),
    ("unexpected", UNEXPECTED),
    ("lacking", LACKING),
    ("meant", MEANT),
    ("both_ways", BOTH_WAYS),
    ("entitlement", ENTITLEMENTS),
    ("stray_payment", STRAYS),
)
"""Named SELECTs over `due`, `benefit_paid`, `programmes`, `terms`, `asked_about` (policy, match,
in_force), `person` and `household`.

`entitlement` has the key (policy, subject). Its `class`: received 已享, missing 未享 (in whole or
in part), double 重享 (more than due), undue 不应享, unknown 待核, none (a rule left nothing).
While a payment cannot be read, what was delivered is NULL (`reason`: unread); what is missing while
an unmatched payment may be it (`reason`: unmatched) is not `payable`.
`stray_payment` has a row for each programme that no policy names. Money is in yuan."""
