-- fact: household_total
-- grain: household_id
-- scope: household
-- zh: 每户一行：九项政策各应得多少、合计、尚不清楚的项数
-- en: one row a household: what each of the nine policies owes it, in all, and how many are not known
SELECT d.household_id,
  CAST(sum(CASE WHEN d.policy = 'boarding_grant' THEN d.amount END) AS DECIMAL(18, 2)) AS boarding_grant,
  CAST(sum(CASE WHEN d.policy = 'chronic_medicine' THEN d.amount END) AS DECIMAL(18, 2)) AS chronic_medicine,
  CAST(sum(CASE WHEN d.policy = 'disability_supplement' THEN d.amount END) AS DECIMAL(18, 2)) AS disability_supplement,
  CAST(sum(CASE WHEN d.policy = 'education_aid' THEN d.amount END) AS DECIMAL(18, 2)) AS education_aid,
  CAST(sum(CASE WHEN d.policy = 'hospital_allowance' THEN d.amount END) AS DECIMAL(18, 2)) AS hospital_allowance,
  CAST(sum(CASE WHEN d.policy = 'insurance_premium' THEN d.amount END) AS DECIMAL(18, 2)) AS insurance_premium,
  CAST(sum(CASE WHEN d.policy = 'medical_aid' THEN d.amount END) AS DECIMAL(18, 2)) AS medical_aid,
  CAST(sum(CASE WHEN d.policy = 'old_age_allowance' THEN d.amount END) AS DECIMAL(18, 2)) AS old_age_allowance,
  CAST(sum(CASE WHEN d.policy = 'work_bonus' THEN d.amount END) AS DECIMAL(18, 2)) AS work_bonus,
  CAST(sum(d.amount) AS DECIMAL(18, 2)) AS total,
  count(*) - count(d.amount) AS unknown
FROM (
  SELECT household_id, policy, amount FROM boarding_grant
  UNION ALL SELECT household_id, policy, amount FROM chronic_medicine
  UNION ALL SELECT household_id, policy, amount FROM disability_supplement
  UNION ALL SELECT household_id, policy, amount FROM education_aid
  UNION ALL SELECT household_id, policy, amount FROM hospital_allowance
  UNION ALL SELECT household_id, policy, amount FROM insurance_premium
  UNION ALL SELECT household_id, policy, amount FROM medical_aid
  UNION ALL SELECT household_id, policy, amount FROM old_age_allowance
  UNION ALL SELECT household_id, policy, amount FROM work_bonus
) AS d
GROUP BY d.household_id
