-- rule: one_spouse
-- zh: 配偶不超过一人
-- en: a household has at most one spouse of the head
-- severity: error
-- remedy: 请核对与户主关系
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, NULL AS person_id, min(village_code) AS village_code,
  '配偶' || count(*) || '人' AS detail
FROM member WHERE relation = 'spouse' GROUP BY household_id HAVING count(*) > 1
