-- rule: business_without_cost
-- zh: 有生产经营性收入而无支出
-- en: business income without cost
-- severity: warning
-- remedy: 请补填生产经营性支出
-- source: 省级“数据问题”清单
select
  income.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  income.year || '年' as detail
from income
join household on household.household_id = income.household_id
where income.business > 0 and income.business_cost = 0
