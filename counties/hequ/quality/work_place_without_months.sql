-- rule: work_place_without_months
-- zh: 有务工区域而无务工时间，或相反
-- en: a place of work without months, or months without a place
-- severity: warning
-- remedy: 请补填务工区域或务工时间
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, person_id, village_code,
  CASE WHEN work_place IS NULL THEN '缺务工区域' ELSE '缺务工时间' END AS detail
FROM member
WHERE (work_place IS NOT NULL AND coalesce(work_months, 0) = 0)
   OR (work_place IS NULL AND work_months > 0)
