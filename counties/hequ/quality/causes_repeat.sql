-- rule: causes_repeat
-- zh: 其他致贫原因与主要致贫原因相同
-- en: another cause repeats the main one
-- severity: error
-- remedy: 请删去重复的致贫原因
WITH registered AS (
  SELECT DISTINCT t.household_id, h.village_code, h.main_cause, h.other_cause_1, h.other_cause_2,
    h.household_type
  FROM household_status t JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE t.status IN ('registered', 'exited_with_policies')
    AND t.from_date <= s.as_of AND (t.to_date IS NULL OR t.to_date > s.as_of)
)
SELECT household_id, NULL AS person_id, village_code, main_cause AS detail
FROM registered
WHERE main_cause = other_cause_1 OR main_cause = other_cause_2 OR other_cause_1 = other_cause_2
