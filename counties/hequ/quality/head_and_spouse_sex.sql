-- rule: head_and_spouse_sex
-- zh: 户主与配偶同性别
-- en: head and spouse of the same sex
-- severity: error
-- remedy: 请核对性别和与户主关系
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT h.household_id, s.person_id, h.village_code, s.sex AS detail
FROM member h JOIN member s USING (household_id)
WHERE h.relation = 'head' AND s.relation = 'spouse' AND h.sex = s.sex
