-- indicator: purified_villages
-- commitment: V3
-- zh: 配备净水设备的集雨场供水村
-- en: Rain-fed villages with water purifiers
-- unit: 个
-- target: 24
-- source: 三晋传媒网 2019-05-05
-- meaning: 集雨场供水的村中，截至当日有竣工验收的饮水工程配备净水设备的。
select count(distinct service_works.village_code) as value
from service_works
cross join moment
join village on village.village_code = service_works.village_code
where works_service = 'water' and works_accepted_on <= as_of and village.rain_fed_water and purifiers > 0
