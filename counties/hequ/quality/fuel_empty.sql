-- rule: fuel_empty
-- zh: 主要燃料类型为空
-- en: main fuel empty
-- severity: warning
-- remedy: 请补填主要燃料类型
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and fuel is null
