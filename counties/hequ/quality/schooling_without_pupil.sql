-- rule: schooling_without_pupil
-- zh: 因学致贫而无在校生
-- en: poor through schooling, nobody in school
-- severity: error
-- remedy: 请核对致贫原因和在校生状况
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
where household.main_cause = 'schooling'
group by member_now.household_id, member_now.village_code
having bool_and(person.schooling = 'none') and count(person.schooling) = count(*)
