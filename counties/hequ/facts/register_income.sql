-- fact: register_income
-- grain: household_id
-- scope: household
-- zh: 建档立卡户（含脱贫户）上年度收入
-- en: last year's income, by sub-items, of households in the register
-- notes: The year before the day of the run. A household without a record of it has no row.
select
  income.household_id,
  household_now.village_code,
  household_now.status,
  household.household_type,
  income.year,
  income.wages,
  income.dibao,
  income.wubao,
  household_income.income_per_head
from income
cross join moment
join household_now
  on household_now.household_id = income.household_id
  and household_now.status in ('registered', 'exited_with_policies', 'exited')
join household on household.household_id = income.household_id
join household_income
  on household_income.household_id = income.household_id and household_income.year = income.year
where income.year = year(as_of) - 1
