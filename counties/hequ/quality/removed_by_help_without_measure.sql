-- rule: removed_by_help_without_measure
-- zh: “帮扶消除”而无帮扶措施
-- en: risk removed by help, but no measure
-- severity: error
-- remedy: 请补录帮扶措施，或改正消除方式
-- source: 2023年省级规则 1_11_009
select
  risk.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  '消除于' || cast(removed_on as varchar) as detail
from risk
cross join moment
join household on household.household_id = risk.household_id
where removal = 'by_help'
  and removed_on <= as_of
  and risk.household_id not in (
    select household_id from risk_measure cross join moment where from_date <= as_of
  )
