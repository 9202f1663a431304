-- fact: household_condition
-- grain: household_id
-- scope: household
-- zh: 农户情况：上年度收入、两不愁三保障、财产排查
-- en: how a household does: last year's income, worries and guarantees, assets
-- labels: exited_on 脱贫日期, income_year_begin 收入年度首日, income_year_end 收入年度末日, children_in_school 适龄儿童在校, medically_insured 参加基本医保, safely_housed 住房安全
-- notes: For every household whose income of last year was surveyed, and every one with an
-- identification under way since then; the others are not candidates until they are surveyed.
-- Food, clothing and water are those of last year's record; assets are those of the latest survey.
with candidate as (
  select household_id from income cross join moment where year = year(as_of) - 1
  union
  select household_id
  from procedure
  cross join moment
  where kind = 'identification' and year >= year(as_of) - 1
),
last_survey as (
  select household_id, max(surveyed_on) as surveyed_on
  from assets
  cross join moment
  where surveyed_on <= as_of
  group by household_id
),
last_exit as (
  select household_id, max(announced_on) as exited_on
  from procedure
  cross join moment
  where kind = 'exit' and announced_on <= as_of
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.rural,
  household_now.status,
  last_exit.exited_on,
  cast((year(as_of) - 1) || '-01-01' as date) as income_year_begin,
  cast((year(as_of) - 1) || '-12-31' as date) as income_year_end,
  household_income.income_per_head,
  living.food_secure,
  living.clothing_secure,
  living.safe_water,
  household_guarantees.children_in_school,
  household_guarantees.medically_insured,
  household_guarantees.safely_housed,
  assets.car,
  assets.company,
  assets.city_flat,
  assets.machinery,
  assets.public_salary
from candidate
cross join moment
join household_now on household_now.household_id = candidate.household_id
left join household_income
  on household_income.household_id = candidate.household_id
  and household_income.year = year(as_of) - 1
left join living
  on living.household_id = candidate.household_id and living.year = year(as_of) - 1
join household_guarantees on household_guarantees.household_id = candidate.household_id
left join last_exit on last_exit.household_id = candidate.household_id
left join last_survey on last_survey.household_id = candidate.household_id
left join assets
  on assets.household_id = last_survey.household_id
  and assets.surveyed_on = last_survey.surveyed_on
