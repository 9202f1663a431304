-- rule: main_cause_empty
-- zh: 主要致贫原因为空
-- en: main cause of poverty empty
-- severity: warning
-- remedy: 请补填主要致贫原因
-- source: 省级“数据问题”清单
select
  household.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  cast(null as varchar) as detail
from household
join household_now
  on household_now.household_id = household.household_id
  and household_now.status in ('registered', 'exited_with_policies')
where household.main_cause is null
