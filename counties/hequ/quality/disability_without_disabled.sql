-- rule: disability_without_disabled
-- zh: 因残致贫而无残疾人
-- en: poor through disability, nobody disabled
-- severity: error
-- remedy: 请核对致贫原因和健康状况
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  cast(null as varchar) as person_id,
  member_now.village_code,
  cast(null as varchar) as detail
from member_now
join household_now
  on household_now.household_id = member_now.household_id
  and household_now.status in ('registered', 'exited_with_policies')
join household on household.household_id = member_now.household_id
join person on person.person_id = member_now.person_id
where household.main_cause = 'disability'
group by member_now.household_id, member_now.village_code
having not bool_or(person.disabled) and count(person.disabled) = count(*)
