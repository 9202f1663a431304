-- indicator: water_purifiers
-- commitment: V3
-- zh: 净水设备
-- en: Water purifiers installed
-- unit: 套
-- target: 506
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日竣工验收的饮水工程所配净水设备合计，装在集雨场供水的村。
select sum(service_works.purifiers) as value
from service_works
cross join moment
join village on village.village_code = service_works.village_code
where works_service = 'water' and works_accepted_on <= as_of and village.rain_fed_water
