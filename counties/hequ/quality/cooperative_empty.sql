-- rule: cooperative_empty
-- zh: 是否加入合作社为空
-- en: membership of a cooperative empty
-- severity: warning
-- remedy: 请补填是否加入合作社
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and cooperative is null
