-- rule: toilet_empty
-- zh: 卫生厕所为空
-- en: sanitary toilet empty
-- severity: warning
-- remedy: 请补填卫生厕所
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and toilet is null
