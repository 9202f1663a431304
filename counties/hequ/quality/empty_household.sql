-- rule: empty_household
-- zh: 空挂户：现有成员为0
-- en: a household without members
-- severity: error
-- remedy: 请核对成员，或按程序销户
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from household_now
where status in ('registered', 'exited_with_policies', 'exited') and members = 0
