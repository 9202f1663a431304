-- fact: household_total
-- grain: household_id
-- scope: household
-- zh: 每户一行：九项政策各应得多少、合计、尚不清楚的项数
-- en: one row a household: what each of the nine policies owes it, in all, and how many are not known
SELECT household_id,
  max(CASE WHEN policy = 'boarding_grant' THEN amount END) AS boarding_grant,
  max(CASE WHEN policy = 'chronic_medicine' THEN amount END) AS chronic_medicine,
  max(CASE WHEN policy = 'disability_supplement' THEN amount END) AS disability_supplement,
  max(CASE WHEN policy = 'education_aid' THEN amount END) AS education_aid,
  max(CASE WHEN policy = 'hospital_allowance' THEN amount END) AS hospital_allowance,
  max(CASE WHEN policy = 'insurance_premium' THEN amount END) AS insurance_premium,
  max(CASE WHEN policy = 'medical_aid' THEN amount END) AS medical_aid,
  max(CASE WHEN policy = 'old_age_allowance' THEN amount END) AS old_age_allowance,
  max(CASE WHEN policy = 'work_bonus' THEN amount END) AS work_bonus,
  CAST(sum(amount) AS DECIMAL(18, 2)) AS total,
  CAST(sum(unknown) AS BIGINT) AS unknown
FROM (
  SELECT household_id, 'boarding_grant' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM boarding_grant GROUP BY household_id
  UNION ALL
  SELECT household_id, 'chronic_medicine' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM chronic_medicine GROUP BY household_id
  UNION ALL
  SELECT household_id, 'disability_supplement' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM disability_supplement GROUP BY household_id
  UNION ALL
  SELECT household_id, 'education_aid' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM education_aid GROUP BY household_id
  UNION ALL
  SELECT household_id, 'hospital_allowance' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM hospital_allowance GROUP BY household_id
  UNION ALL
  SELECT household_id, 'insurance_premium' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM insurance_premium GROUP BY household_id
  UNION ALL
  SELECT household_id, 'medical_aid' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM medical_aid GROUP BY household_id
  UNION ALL
  SELECT household_id, 'old_age_allowance' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM old_age_allowance GROUP BY household_id
  UNION ALL
  SELECT household_id, 'work_bonus' AS policy, CAST(sum(amount) AS DECIMAL(18, 2)) AS amount,
    count(*) - count(amount) AS unknown
  FROM work_bonus GROUP BY household_id
) AS d
GROUP BY household_id
