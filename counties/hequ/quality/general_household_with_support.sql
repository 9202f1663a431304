-- rule: general_household_with_support
-- zh: 一般户有低保金或五保金
-- en: ordinary poor household with allowance money
-- severity: error
-- remedy: 请核对贫困户属性和发放表
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(year as varchar) || '年' as detail
from register_income
where household_type = 'general' and (dibao > 0 or wubao > 0)
