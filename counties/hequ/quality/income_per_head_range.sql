-- rule: income_per_head_range
-- zh: 人均纯收入小于等于0或大于10万元
-- en: net income per head not above 0, or above 100,000
-- severity: warning
-- remedy: 请核对各项收入和支出
WITH size AS (
  SELECT p.household_id, count(*) AS members FROM person p CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of GROUP BY p.household_id
),
net AS (
  SELECT household_id, year, wages + business + dividend + other_property + family_planning + dibao
    + wubao + pension + ecology + other_transfer - business_cost AS net
  FROM income
)
SELECT n.household_id, NULL AS person_id, h.village_code, n.year || '年' AS detail
FROM net n JOIN size z USING (household_id) JOIN household h USING (household_id)
WHERE n.net <= 0 OR n.net > 100000 * z.members
