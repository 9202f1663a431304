-- rule: business_without_cost
-- zh: 有生产经营性收入而无支出
-- en: business income without cost
-- severity: warning
-- remedy: 请补填生产经营性支出
SELECT i.household_id, NULL AS person_id, h.village_code, i.year || '年' AS detail
FROM income i JOIN household h USING (household_id)
WHERE i.business > 0 AND i.business_cost = 0
