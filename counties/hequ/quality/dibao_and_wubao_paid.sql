-- rule: dibao_and_wubao_paid
-- zh: 同年既有低保金又有五保金
-- en: subsistence allowance and five-guarantees money in one year
-- severity: error
-- remedy: 请与民政部门核对
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(year as varchar) || '年' as detail
from register_income
where dibao > 0 and wubao > 0
