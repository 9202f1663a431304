-- rule: general_household_with_dibao
-- zh: 一般户有低保成员
-- en: ordinary poor household with a member on allowance
-- severity: error
-- remedy: 请核对贫困户属性和低保名单
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
join household on household.household_id = member_now.household_id
join person on person.person_id = member_now.person_id
where household.household_type = 'general' and person.dibao
