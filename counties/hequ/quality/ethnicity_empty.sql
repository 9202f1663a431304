-- rule: ethnicity_empty
-- zh: 民族为空
-- en: ethnic group empty
-- severity: warning
-- remedy: 请补填民族
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  cast(null as varchar) as detail
from member_now
join household_now
  on household_now.household_id = member_now.household_id
  and household_now.status in ('registered', 'exited_with_policies')
join person on person.person_id = member_now.person_id
where person.ethnicity is null
