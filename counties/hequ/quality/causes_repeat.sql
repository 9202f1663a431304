-- rule: causes_repeat
-- zh: 其他致贫原因与主要致贫原因相同
-- en: another cause repeats the main one
-- severity: error
-- remedy: 请删去重复的致贫原因
-- source: 省级“数据问题”清单
select
  household.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  case when household.main_cause in (household.other_cause_1, household.other_cause_2)
    then '与主要致贫原因相同' else '两项其他致贫原因相同' end as detail
from household
join household_now
  on household_now.household_id = household.household_id
  and household_now.status in ('registered', 'exited_with_policies')
where household.main_cause in (household.other_cause_1, household.other_cause_2)
  or household.other_cause_1 = household.other_cause_2
