-- rule: other_risk_without_remark
-- zh: 风险类型为其他而无说明
-- en: another risk, without a remark
-- severity: warning
-- remedy: 请补填风险说明
-- source: 2023年省级规则 2_11_004
select
  risk.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  '识别于' || cast(risk.identified_on as varchar) as detail
from risk
join household on household.household_id = risk.household_id
where risk_cause = 'other' and risk_remark is null
