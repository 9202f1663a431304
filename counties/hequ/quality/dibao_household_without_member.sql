-- rule: dibao_household_without_member
-- zh: 低保户没有低保成员
-- en: household on allowance without a member on it
-- severity: error
-- remedy: 请核对贫困户属性和低保名单
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
FROM member WHERE household_type IN ('dibao', 'dibao_poor') GROUP BY household_id
HAVING NOT bool_or(dibao) AND count(dibao) = count(*)
