-- rule: exited_without_area
-- zh: 脱贫户住房面积为空或为0
-- en: left poverty, housing area empty or 0
-- severity: error
-- remedy: 请补填住房面积
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where status <> 'registered' and collected and (housing_area is null or housing_area = 0)
