-- rule: work_months_range
-- zh: 务工时间不在0至12个月之间
-- en: months of work outside 0 to 12
-- severity: error
-- remedy: 请核对务工时间
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, person_id, village_code, work_months || '个月' AS detail
FROM member WHERE work_months < 0 OR work_months > 12
