-- fact: exit_case
-- grain: household_id, year
-- scope: household
-- zh: 退出户当年收入与两不愁三保障
-- en: a household that exits, with the income of that year, worries and guarantees
-- labels: year_end 年度末日, children_in_school 适龄儿童在校, medically_insured 参加基本医保, safely_housed 住房安全
-- notes: Exits of this year and of the last; earlier ones are asked by policy exit_lasts.
-- Income, food, clothing and water are those recorded for the year of the exit. Schooling,
-- insurance and house are as they stand today, for the registry keeps no history of them.
select
  procedure.household_id,
  household_now.village_code,
  household_now.status,
  procedure.year,
  cast(procedure.year || '-12-31' as date) as year_end,
  household_income.income_per_head,
  living.food_secure,
  living.clothing_secure,
  living.safe_water,
  household_guarantees.children_in_school,
  household_guarantees.medically_insured,
  household_guarantees.safely_housed
from procedure
cross join moment
join household_now on household_now.household_id = procedure.household_id
left join household_income
  on household_income.household_id = procedure.household_id
  and household_income.year = procedure.year
left join living
  on living.household_id = procedure.household_id and living.year = procedure.year
join household_guarantees on household_guarantees.household_id = procedure.household_id
where procedure.kind = 'exit' and procedure.year >= year(as_of) - 1
