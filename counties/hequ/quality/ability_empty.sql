-- rule: ability_empty
-- zh: 16至65岁人员劳动技能为空
-- en: ability to work empty at 16 to 65
-- severity: warning
-- remedy: 请补填劳动技能
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

SELECT m.household_id, m.person_id, m.village_code, NULL AS detail
FROM member m CROSS JOIN snapshot s
WHERE m.work_ability IS NULL
  AND m.birth_date <= s.as_of - INTERVAL 16 YEAR AND m.birth_date > s.as_of - INTERVAL 66 YEAR
