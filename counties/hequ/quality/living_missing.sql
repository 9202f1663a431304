-- rule: living_missing
-- zh: 没有生产生活条件记录
-- en: no record of production and living conditions
-- severity: warning
-- remedy: 请补充采集
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where not collected
