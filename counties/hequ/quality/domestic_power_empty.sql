-- rule: domestic_power_empty
-- zh: 生活用电为空
-- en: domestic power empty
-- severity: warning
-- remedy: 请补填生活用电
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from register_living
where collected and domestic_power is null
