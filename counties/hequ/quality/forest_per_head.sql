-- rule: forest_per_head
-- zh: 人均林地过多
-- en: too much forest per head
-- severity: warning
-- remedy: 请核对林地面积，注意计量单位
-- source: 省级“数据问题”清单
-- parameters: most_per_head 亩 2014-01-01 = 70
-- notes: 上限由县林业局按当地情况确认。
select household_id, cast(null as varchar) as person_id, village_code, '林地' || cast(cast(forest as decimal(18, 2)) as varchar) || '亩，' || cast(members as varchar) || '人' as detail
from register_living
where forest > most_per_head * members and members > 0
