-- rule: health_empty
-- zh: 健康状况为空
-- en: state of health empty
-- severity: warning
-- remedy: 请补填健康状况
WITH registered AS (
  SELECT DISTINCT t.household_id, h.village_code, h.main_cause, h.other_cause_1, h.other_cause_2,
    h.household_type
  FROM household_status t JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE t.status IN ('registered', 'exited_with_policies')
    AND t.from_date <= s.as_of AND (t.to_date IS NULL OR t.to_date > s.as_of)
),
member AS (
  SELECT p.*, r.village_code, r.main_cause, r.household_type
  FROM person p JOIN registered r USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, person_id, village_code, NULL AS detail FROM member WHERE healthy IS NULL
