-- fact: household_total
-- grain: household_id
-- scope: household
-- zh: 每户一行：九项政策各应得多少、合计、尚不清楚的项数
-- en: one row a household: what each of the nine policies owes it, in all, and how many are not known
SELECT household_id,
  CAST(sum(CASE WHEN policy = 'boarding_grant' THEN amount END) AS DECIMAL(18, 2)) AS boarding_grant,
  CAST(sum(CASE WHEN policy = 'chronic_medicine' THEN amount END) AS DECIMAL(18, 2)) AS chronic_medicine,
  CAST(sum(CASE WHEN policy = 'disability_supplement' THEN amount END) AS DECIMAL(18, 2)) AS disability_supplement,
  CAST(sum(CASE WHEN policy = 'education_aid' THEN amount END) AS DECIMAL(18, 2)) AS education_aid,
  CAST(sum(CASE WHEN policy = 'hospital_allowance' THEN amount END) AS DECIMAL(18, 2)) AS hospital_allowance,
  CAST(sum(CASE WHEN policy = 'insurance_premium' THEN amount END) AS DECIMAL(18, 2)) AS insurance_premium,
  CAST(sum(CASE WHEN policy = 'medical_aid' THEN amount END) AS DECIMAL(18, 2)) AS medical_aid,
  CAST(sum(CASE WHEN policy = 'old_age_allowance' THEN amount END) AS DECIMAL(18, 2)) AS old_age_allowance,
  CAST(sum(CASE WHEN policy = 'work_bonus' THEN amount END) AS DECIMAL(18, 2)) AS work_bonus,
  CAST(sum(amount) AS DECIMAL(18, 2)) AS total,
  count(*) - count(amount) AS unknown
FROM (
  SELECT household_id, 'boarding_grant' AS policy, amount FROM boarding_grant
  UNION ALL
  SELECT household_id, 'chronic_medicine' AS policy, amount FROM chronic_medicine
  UNION ALL
  SELECT household_id, 'disability_supplement' AS policy, amount FROM disability_supplement
  UNION ALL
  SELECT household_id, 'education_aid' AS policy, amount FROM education_aid
  UNION ALL
  SELECT household_id, 'hospital_allowance' AS policy, amount FROM hospital_allowance
  UNION ALL
  SELECT household_id, 'insurance_premium' AS policy, amount FROM insurance_premium
  UNION ALL
  SELECT household_id, 'medical_aid' AS policy, amount FROM medical_aid
  UNION ALL
  SELECT household_id, 'old_age_allowance' AS policy, amount FROM old_age_allowance
  UNION ALL
  SELECT household_id, 'work_bonus' AS policy, amount FROM work_bonus
) AS d
GROUP BY household_id
