-- indicator: roads_improved
-- commitment: V5
-- zh: 改造提升通村水泥路
-- en: Roads to villages improved
-- unit: 公里
-- target: 309
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日竣工验收的通村道路工程改造里程合计；里程未填的不计。
select sum(road_length) as value
from service_works
cross join moment
where works_service = 'road' and works_accepted_on <= as_of
