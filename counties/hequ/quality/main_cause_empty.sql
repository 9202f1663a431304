-- rule: main_cause_empty
-- zh: 主要致贫原因为空
-- en: main cause of poverty empty
-- severity: warning
-- remedy: 请补填主要致贫原因
WITH registered AS (
  SELECT DISTINCT t.household_id, h.village_code, h.main_cause, h.other_cause_1, h.other_cause_2,
    h.household_type
  FROM household_status t JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE t.status IN ('registered', 'exited_with_policies')
    AND t.from_date <= s.as_of AND (t.to_date IS NULL OR t.to_date > s.as_of)
)
SELECT household_id, NULL AS person_id, village_code, NULL AS detail
FROM registered WHERE main_cause IS NULL
