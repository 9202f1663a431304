-- rule: exited_dangerous_house
-- zh: 脱贫户住危房
-- en: left poverty, lives in a dangerous house
-- severity: error
-- remedy: 请核对鉴定结果；仍为危房的立即改造
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where status <> 'registered' and dangerous_house
