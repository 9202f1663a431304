-- rule: road_too_far
-- zh: 与村主干路距离过大
-- en: distance to the main road too large
-- severity: warning
-- remedy: 请核对距离，注意单位是公里
-- source: 省级“数据问题”清单
-- parameters: farthest 公里 2014-01-01 = 50
-- notes: 上限由县交通运输局确认。
select household_id, cast(null as varchar) as person_id, village_code, cast(cast(road_distance as decimal(18, 2)) as varchar) || '公里' as detail
from register_living
where road_distance > farthest
