-- rule: wubao_household_without_money
-- zh: 五保户五保金为0
-- en: five-guarantees household, its money 0
-- severity: error
-- remedy: 请核对特困供养名单和收入
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(year as varchar) || '年' as detail
from register_income
where household_type = 'wubao' and wubao = 0
