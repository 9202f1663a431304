-- rule: water_empty
-- zh: 饮水困难或饮水安全为空
-- en: difficulty or safety of water empty
-- severity: warning
-- remedy: 请补填饮水情况
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and (water_difficulty is null or safe_water is null)
