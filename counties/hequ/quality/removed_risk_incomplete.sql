-- rule: removed_risk_incomplete
-- zh: 风险已消除而消除后情况为空
-- en: risk removed, the state after it empty
-- severity: warning
-- remedy: 请补填消除后收入、三保障和饮水情况
-- source: 2023年省级规则 1_11_004
select
  risk.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  '消除于' || cast(removed_on as varchar) as detail
from risk
cross join moment
join household on household.household_id = risk.household_id
where removed_on <= as_of
  and (
    income_after is null
    or schooling_after is null
    or medical_after is null
    or housing_after is null
    or water_after is null
  )
