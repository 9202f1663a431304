-- fact: measured_household
-- grain: household_id
-- scope: household
-- zh: 户的分析资料：状态、所在、户类型、现有人口、上年度人均纯收入
-- en: a household as analysts count it: standing, place, kind, people, last year's income per head
-- labels: income_year_begin 收入年度首日, income_year_end 收入年度末日
-- notes: Every household, surveyed or not: where nobody asked for last year's income, it is not
-- known. People are those who belong to the household today.
select
  household_now.household_id,
  household_now.village_code,
  starts(9, household_now.village_code) || '000' as township_code,
  village.zone,
  household.household_type,
  household_now.rural,
  household_now.status,
  household_now.members,
  cast((year(as_of) - 1) || '-01-01' as date) as income_year_begin,
  cast((year(as_of) - 1) || '-12-31' as date) as income_year_end,
  household_income.income_per_head
from household_now
cross join moment
join household on household.household_id = household_now.household_id
left join village on village.village_code = household_now.village_code
left join household_income
  on household_income.household_id = household_now.household_id
  and household_income.year = year(as_of) - 1
