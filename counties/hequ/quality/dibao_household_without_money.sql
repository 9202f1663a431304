-- rule: dibao_household_without_money
-- zh: 低保户低保金为0
-- en: household on allowance, allowance money 0
-- severity: error
-- remedy: 请核对低保名单和收入
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(year as varchar) || '年' as detail
from register_income
where household_type in ('dibao', 'dibao_poor') and dibao = 0
