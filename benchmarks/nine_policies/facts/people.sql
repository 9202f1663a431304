-- fact: people
-- grain: person_id
-- scope: household
-- zh: 每人一行：状态、年龄、就学、残疾、参保、住院、务工
-- en: one row a person: status, age, schooling, disability, insurance, hospital, work
-- notes: the benchmark takes this fact as given, from its one Parquet file, on both sides
SELECT p.person_id, p.household_id, h.village_code, s.status,
  CAST(age_on(p.birth_date, m.as_of) AS INTEGER) AS age, p.schooling,
  CASE WHEN p.schooling = 'none' THEN false ELSE t.boards END AS boards,
  CAST(coalesce(d.level, CASE WHEN p.disabled THEN NULL ELSE 0 END) AS INTEGER) AS level,
  p.resident_insured, p.chronic_illness, p.work_months,
  CAST(CASE WHEN y.stays IS NULL THEN 0 ELSE y.days END AS INTEGER) AS days,
  CAST(CASE WHEN y.stays IS NULL THEN 0 ELSE y.total_cost END AS DECIMAL(18, 2)) AS total_cost,
  y.discharged_on
FROM person AS p
CROSS JOIN moment AS m
JOIN household AS h ON h.household_id = p.household_id
LEFT JOIN household_status AS s ON s.household_id = p.household_id
  AND s.from_date <= m.as_of AND (s.to_date IS NULL OR m.as_of < s.to_date)
LEFT JOIN (
  SELECT person_id, bool_or(boards) AS boards FROM school_term GROUP BY person_id
) AS t ON t.person_id = p.person_id
LEFT JOIN (
  SELECT person_id, min(level) AS level FROM disability GROUP BY person_id
) AS d ON d.person_id = p.person_id
LEFT JOIN (
  SELECT person_id, count(*) AS stays, sum(days) AS days, sum(total_cost) AS total_cost,
    max(discharged_on) AS discharged_on
  FROM hospital_stay GROUP BY person_id
) AS y ON y.person_id = p.person_id
