-- fact: rolling_income
-- grain: household_id
-- scope: household
-- zh: 近十二个月人均收入与刚性支出
-- en: a household's income less unavoidable expense per head, over the twelve months before this one
-- labels: months_known 已记月数, rolling_per_head 近十二个月人均可用收入
-- notes: The window runs from the first day of this month a year ago to the last day of last month. A
-- month that is missing, or of which income or expense is not known, leaves the sum not known.
with edge as (
  select cast(starts(8, cast(as_of as varchar)) || '01' as date) - 1 as last_day
  from moment
),
summed as (
  select
    household_id,
    count(month_income - rigid_expense) as months_known,
    sum(month_income - rigid_expense) as left_over
  from income_month
  cross join edge
  where month_begin <= last_day and age_on(month_begin, last_day) = 0
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.rural,
  household_now.status,
  summed.months_known,
  case when summed.months_known = 12
    then divide(summed.left_over, household_now.members) end as rolling_per_head
from summed
join household_now on household_now.household_id = summed.household_id
