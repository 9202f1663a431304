-- rule: working_without_ability
-- zh: 无劳动力或丧失劳动力而外出务工
-- en: works away without the ability to work
-- severity: error
-- remedy: 请核对劳动技能和务工情况
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, person_id, village_code, work_ability AS detail
FROM member WHERE work_ability IN ('none', 'lost') AND work_months > 0
