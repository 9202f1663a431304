-- rule: exited_without_water
-- zh: 脱贫户未解决安全饮水
-- en: left poverty, water not safe
-- severity: error
-- remedy: 请核对饮水评价；未解决的列入工程
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where status <> 'registered' and (not safe_water or water_difficulty)
