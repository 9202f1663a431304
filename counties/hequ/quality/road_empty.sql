-- rule: road_empty
-- zh: 入户路类型为空
-- en: road to the house empty
-- severity: warning
-- remedy: 请补填入户路类型
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and road is null
