-- rule: schooling_without_pupil
-- zh: 因学致贫而无在校生
-- en: poor through schooling, nobody in school
-- severity: error
-- remedy: 请核对致贫原因和在校生状况
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

SELECT household_id, NULL AS person_id, min(village_code) AS village_code, NULL AS detail
FROM member WHERE main_cause = 'schooling' GROUP BY household_id
HAVING count(*) FILTER (WHERE schooling <> 'none') = 0 AND count(schooling) = count(*)
