-- rule: housing_area_empty
-- zh: 贫困户住房面积为空
-- en: housing area of a registered household empty
-- severity: warning
-- remedy: 请补填住房面积
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where status = 'registered' and collected and housing_area is null
