"""Due against delivered, both ways: 应享 已享 未享 重享 不应享, and what nobody can say yet."""


def _in_other_words(one: str, other: str) -> str:
    """SQL: whether two periods tell the same time, or a part of it, in another way.

    A period is a year, a month, a term, a school year or `once`.
    """
    (kind, first, last), (other_kind, other_first, other_last) = map(_told, (one, other))
    overlap = f"{first} <= {other_last} AND {other_first} <= {last}"
    return f"{kind} <> {other_kind} AND coalesce({overlap}, true)"


def _told(period: str) -> tuple[str, str, str]:
    """SQL of the way in which a period is told, and of its first and its last year."""
    kind = f"regexp_replace(regexp_replace({period}, 'autumn|spring', 'term'), '[0-9]', '0', 'g')"
    first = f"TRY_CAST(substring({period}, 1, 4) AS INTEGER)"
    to = f"TRY_CAST(regexp_extract({period}, '^[0-9]{{4}}-([0-9]{{4}})$', 1) AS INTEGER)"
    return kind, first, f"coalesce({to}, {first})"


# Rows of one policy, payee and period are one payment, whichever of their events it names.
EXPECTED = """
SELECT d.*, CASE t.matched_by
    WHEN 'event' THEN min(d.subject) OVER (
      PARTITION BY d.policy, coalesce(d.payee, d.subject), coalesce(d.period, d.subject))
    ELSE d.payee || '/' || d.period END AS match
FROM due AS d JOIN terms AS t ON t.policy = d.policy
"""

# Payments that the bank carried out, by the policy they pay for and by period or event; of one of
# which nobody can read whether it arrived the amount is not known either. What names somebody's
# event but went to another home (and not to somebody who once was of that home) matches nothing:
# its event or its payee is wrong.
PAID = """
SELECT p.policy, b.person_id AS payee, b.household_id, b.payment_id, b.event_id, b.period,
  CASE WHEN b.state = 'paid' THEN b.amount END AS amount,
  CASE WHEN t.matched_by <> 'event' THEN
         CASE t.paid_to WHEN 'household_id' THEN b.household_id ELSE b.person_id END
           || '/' || b.period
       WHEN b.person_id <> a.payee AND b.household_id <> a.household_id
         AND NOT EXISTS (SELECT 1 FROM household_event AS m WHERE m.person_id = b.person_id
           AND (m.household_id = a.household_id OR m.other_household_id = a.household_id))
         THEN NULL
       ELSE coalesce(d.match, b.event_id) END AS match
FROM benefit_paid AS b
JOIN programmes AS p ON p.programme = b.programme
JOIN terms AS t ON t.policy = p.policy
LEFT JOIN asked_about AS a
  ON t.matched_by = 'event' AND a.policy = p.policy AND a.match = b.event_id
LEFT JOIN expected AS d ON d.policy = p.policy AND d.subject = b.event_id
WHERE b.state IS DISTINCT FROM 'returned'
"""
# More taken back than came (`taken_back`): what it was taken back from is not known.
DELIVERED = """
SELECT policy, match, min(payee) AS payee, min(household_id) AS household_id,
  min(event_id) AS event_id, min(period) AS period,
  CASE WHEN count(*) = count(amount) AND sum(amount) >= 0 THEN sum(amount) END AS delivered,
  count(*) = count(amount) AND sum(amount) < 0 AS taken_back,
  count(*) AS payments, min(payment_id) AS first_payment
FROM paid
GROUP BY policy, match, CASE WHEN match IS NULL THEN payment_id END
"""

# Whether a list of payments has come: one of programmes that no policy names tells nothing of ours.
TOLD_OF = """
SELECT b.payment_id FROM benefit_paid AS b
WHERE EXISTS (SELECT 1 FROM programmes AS p WHERE p.programme = b.programme)
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
  CASE WHEN d.policy IS NULL THEN (SELECT CASE WHEN count(*) > 0 THEN 0 END FROM told_of)
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
  household.village_code, d.match, d.event_id, d.period, d.delivered, d.taken_back, d.payments,
  t.confirmed,
  d.match IS NOT NULL AND coalesce(d.payee, d.household_id) IS NOT NULL
    AND coalesce(a.in_force, false) AS asked,
  d.match IS NULL OR (t.matched_by = 'event' AND a.match IS NULL) AS for_nothing_known,
  t.matched_by <> 'event' AS by_period
FROM delivered AS d
JOIN terms AS t ON t.policy = d.policy
LEFT JOIN asked_about AS a ON a.policy = d.policy
  AND a.match = CASE t.matched_by WHEN 'event' THEN d.event_id ELSE d.period END
LEFT JOIN person ON person.person_id = d.payee
LEFT JOIN household ON household.household_id = coalesce(d.household_id, person.household_id)
WHERE NOT EXISTS (SELECT 1 FROM expected AS e WHERE e.policy = d.policy AND e.match = d.match)
"""
# What is missing or not known somewhere may be what came unexpected: to the same person or home for
# nobody knows what (an event that no list knows may be mistyped), for the same time told in another
# way (a term of a school year), to another member for the same period, or for the same event to
# another home. And what came may be what was taken back in the same words.
LACKING = """
SELECT policy, subject, household_id, payee, period, false AS came FROM laid_on
WHERE due IS NULL OR due > delivered
UNION ALL
SELECT policy, subject, household_id, payee, period, true FROM laid_on
WHERE due <= delivered AND delivered > 0
UNION ALL
SELECT policy, subject, household_id, payee, period, true FROM unexpected WHERE delivered > 0
"""
MEANT = f"""
WITH pairs AS (
  SELECT l.policy, l.subject, l.came, u.subject AS payment, u.for_nothing_known,
    u.household_id = l.household_id OR u.payee = l.payee AS of_one,
    u.household_id = l.household_id AND u.period = l.period AS same_period,
    u.event_id = l.subject AS same_event,
    u.by_period AND {_in_other_words("u.period", "l.period")} AS in_other_words
  FROM lacking AS l JOIN unexpected AS u ON u.policy = l.policy
    AND (u.household_id = l.household_id OR u.payee = l.payee OR u.event_id = l.subject)
    AND (u.taken_back OR NOT l.came)
)
SELECT DISTINCT policy, subject, came, payment FROM pairs
WHERE of_one AND (for_nothing_known OR in_other_words) OR same_period OR same_event
"""
# Of two that share an event, or may, what was paid for the one behind may be meant by the first.
PAID_BEHIND = """
SELECT DISTINCT l.policy, l.subject
FROM (
  SELECT policy, subject, first_policy, first_subject FROM goes_first
  UNION SELECT policy, subject, first_policy, first_subject FROM perhaps_first
) AS f
JOIN laid_on AS l ON l.policy = f.first_policy AND l.subject = f.first_subject
JOIN laid_on AS b ON b.policy = f.policy AND b.subject = f.subject
WHERE b.reason IN ('stacked', 'waits') AND coalesce(b.delivered > 0, b.payments > 0)
  AND l.due > l.delivered
"""
IN_DOUBT = """
SELECT policy, subject, bool_or(came) AS perhaps_gone
FROM (SELECT policy, subject, came FROM meant UNION SELECT policy, subject, false FROM paid_behind)
GROUP BY policy, subject
"""
BOTH_WAYS = """
SELECT l.policy, l.subject, l.household_id, l.payee, l.village_code, l.dated_on, l.period, l.event,
  l.computed, l.due,
  CASE WHEN l.reason <> '' THEN l.reason
    WHEN m.perhaps_gone THEN 'unmatched'
    WHEN l.delivered IS NULL THEN CASE WHEN l.payments = 0 THEN 'not_come' ELSE 'unread' END
    WHEN l.due IS NOT NULL AND m.subject IS NOT NULL THEN 'unmatched'
    ELSE '' END AS reason,
  l.confirmed, CASE WHEN m.perhaps_gone IS NOT TRUE THEN l.delivered END AS delivered,
  l.payments, l.at_stake, m.subject IS NOT NULL AS in_doubt
FROM laid_on AS l LEFT JOIN in_doubt AS m ON m.policy = l.policy AND m.subject = l.subject
UNION ALL
SELECT u.policy, u.subject, u.household_id, u.payee, u.village_code, NULL, NULL, NULL,
  NULL, CASE WHEN u.asked AND m.payment IS NULL THEN 0 END,
  CASE WHEN u.delivered IS NULL THEN 'unread'
    WHEN u.asked AND m.payment IS NULL AND g.subject IS NULL THEN '' ELSE 'unmatched' END,
  u.confirmed, CASE WHEN g.subject IS NULL THEN u.delivered END, u.payments, NULL, false
FROM unexpected AS u
LEFT JOIN (SELECT DISTINCT policy, payment FROM meant) AS m
  ON m.policy = u.policy AND m.payment = u.subject
LEFT JOIN in_doubt AS g ON g.policy = u.policy AND g.subject = u.subject
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
    ("expected", EXPECTED),
    ("paid", PAID),
    ("delivered", DELIVERED),
    ("told_of", TOLD_OF),
    ("lined_up", LINED_UP),
    ("laid_on", LAID_ON),
    ("unexpected", UNEXPECTED),
    ("lacking", LACKING),
    ("meant", MEANT),
    ("paid_behind", PAID_BEHIND),
    ("in_doubt", IN_DOUBT),
    ("both_ways", BOTH_WAYS),
    ("entitlement", ENTITLEMENTS),
    ("stray_payment", STRAYS),
)
"""Named SELECTs over `due`, `goes_first`, `perhaps_first`, `benefit_paid`, `programmes`, `terms`,
`asked_about` (policy, match, payee, household_id, in_force), `person`, `household` and
`household_event`.

`entitlement` has the key (policy, subject). Its `class`: received 已享, missing 未享 (in whole or
in part), double 重享 (more than due), undue 不应享, unknown 待核, none (a rule left nothing).
While a payment cannot be read, what was delivered is NULL (`reason`: unread), and so it is while no
list of payments for programmes of the pack has come (`reason`: not_come), and while what came may
be what was taken back from nobody knows what (`reason`: unmatched); what is missing while an
unmatched payment may be it (`reason`: unmatched) is not `payable`.
`stray_payment` has a row for each programme that no policy names. Money is in yuan."""
