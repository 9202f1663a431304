-- rule: road_distance_empty
-- zh: 与村主干路距离为空
-- en: distance to the main road empty
-- severity: warning
-- remedy: 请补填与村主干路距离
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and road_distance is null
