-- rule: wages_without_worker
-- zh: 有工资性收入而无人务工
-- en: wages, but nobody works
-- severity: warning
-- remedy: 请核对工资性收入和务工情况
-- source: 省级“数据问题”清单
with family as (
  select
    household_id,
    bool_or(work_place is not null or work_months > 0) as works,
    count(*) filter (where work_place is null and work_months is null and (age is null or age >= 16))
      as unknown
  from register_member
  group by household_id
)
select
  register_income.household_id,
  cast(null as varchar) as person_id,
  village_code,
  cast(year as varchar) || '年' as detail
from register_income
join family on family.household_id = register_income.household_id
where wages > 0 and not coalesce(works, false) and unknown = 0
