-- indicator: water_works
-- commitment: V3
-- zh: 农村饮水安全工程
-- en: Works for safe drinking water
-- unit: 处
-- target: 147
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日竣工验收的饮水工程处数；在建的不计。
select count(*) as value
from service_works
cross join moment
where works_service = 'water' and works_accepted_on <= as_of
