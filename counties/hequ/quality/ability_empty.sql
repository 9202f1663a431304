-- rule: ability_empty
-- zh: 16至65岁人员劳动技能为空
-- en: ability to work empty at 16 to 65
-- severity: warning
-- remedy: 请补填劳动技能
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  cast(null as varchar) as detail
from member_now
cross join moment
join household_now
  on household_now.household_id = member_now.household_id
  and household_now.status in ('registered', 'exited_with_policies')
join person on person.person_id = member_now.person_id
where person.work_ability is null
  and age_on(member_now.birth_date, as_of) between 16 and 65
