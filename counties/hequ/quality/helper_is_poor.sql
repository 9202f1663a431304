-- rule: helper_is_poor
-- zh: 帮扶责任人本人是贫困人口
-- en: the helper is himself of a poor household
-- severity: error
-- remedy: 请核对帮扶责任人和贫困户成员，更换其一
-- source: 省级“数据问题”清单
select
  register_member.household_id,
  register_member.person_id,
  register_member.village_code,
  helper.unit as detail
from helper
join helper_now on helper_now.helper_id = helper.helper_id and helper_now.in_post
join register_member
  on register_member.person_id = helper.as_person
  and register_member.status in ('registered', 'exited_with_policies')
