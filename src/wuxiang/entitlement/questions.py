"""What is not known, as questions: each once, to whoever can answer, with the money at stake."""

UNKNOWN = """
SELECT d.policy, d.subject, d.household_id, d.person_id, d.village_code, d.at_stake,
  unnest(string_split(coalesce(d.missing, d.unclear), ',')) AS missing
FROM decisions AS d
WHERE d.unclear IS NOT NULL
"""
# What a parameter lacks is asked of the lead office, once; the rest of whoever knows the subject:
# the office whose list tells it (`Pack.supplier`), else the helper, else the policy's office.
ASKED = """
SELECT CASE WHEN p.policy IS NULL THEN u.subject || '/' || u.missing
            ELSE 'parameter/' || u.policy || '/' || u.missing END AS question,
  u.missing, u.policy, u.at_stake,
  CASE WHEN p.policy IS NULL THEN u.subject END AS subject,
  CASE WHEN p.policy IS NULL THEN u.household_id END AS household_id,
  CASE WHEN p.policy IS NULL THEN u.person_id END AS person_id,
  CASE WHEN p.policy IS NULL THEN u.village_code END AS village_code
FROM unknown AS u
LEFT JOIN parameters AS p ON p.policy = u.policy AND p.parameter = u.missing
"""
GATHERED = """
SELECT question, missing, min(subject) AS subject, min(household_id) AS household_id,
  min(person_id) AS person_id, min(village_code) AS village_code, min(policy) AS first_policy,
  string_agg(DISTINCT policy, ',' ORDER BY policy) AS policies, count(*) AS decisions,
  sum(at_stake) AS at_stake
FROM asked
GROUP BY question, missing
"""
QUESTIONS = """
SELECT g.question, g.missing, g.subject, g.household_id, g.person_id, g.village_code,
  substring(g.village_code, 1, 9) || '000' AS township_code, g.policies,
  CAST(g.decisions AS INTEGER) AS decisions, CAST(g.at_stake AS DECIMAL(18, 2)) AS at_stake,
  CASE WHEN g.subject IS NULL THEN t.lead ELSE coalesce(s.supplier, t.office) END AS office,
  CASE WHEN s.supplier IS NULL THEN h.helper_id END AS helper_id
FROM gathered AS g
JOIN terms AS t ON t.policy = g.first_policy
LEFT JOIN suppliers AS s ON s.policy = g.first_policy AND s.missing = g.missing
LEFT JOIN helper_of AS h ON h.household_id = g.household_id
"""

QUESTION = (
    ("unknown", UNKNOWN),
    ("asked", ASKED),
    ("gathered", GATHERED),
    ("question", QUESTIONS),
)
"""Named SELECTs over `decisions`, `terms`, `parameters`, `suppliers`, `helper_of`; `question` has
the key (question). `at_stake` is the money in yuan that hangs on the answer, NULL where nobody can
say; without a subject it is asked of the lead office: a parameter that nobody has told us."""
