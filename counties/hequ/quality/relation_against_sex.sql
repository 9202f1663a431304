-- rule: relation_against_sex
-- zh: 与户主关系和性别不符
-- en: relation to the head against sex
-- severity: error
-- remedy: 请核对性别和与户主关系
WITH member AS (
  SELECT p.*, h.village_code,
    date_diff('year', p.birth_date, s.as_of)
      - CASE WHEN strftime(s.as_of, '%m%d') < strftime(p.birth_date, '%m%d') THEN 1 ELSE 0 END AS age
  FROM person p JOIN household h USING (household_id) CROSS JOIN snapshot s
  WHERE p.left_on IS NULL OR p.left_on > s.as_of
)

SELECT household_id, person_id, village_code, relation || ' / ' || sex AS detail
FROM member
WHERE (sex = 'female' AND relation IN ('son', 'son_in_law', 'grandson', 'grandson_by_daughter',
        'father', 'wifes_father', 'husbands_father', 'grandfather', 'mothers_father',
        'great_grandson', 'nephew', 'uncle'))
   OR (sex = 'male' AND relation IN ('daughter', 'daughter_in_law', 'granddaughter',
        'granddaughter_by_daughter', 'mother', 'wifes_mother', 'husbands_mother', 'grandmother',
        'mothers_mother', 'great_granddaughter', 'niece', 'brothers_wife'))
