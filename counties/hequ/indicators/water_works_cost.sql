-- indicator: water_works_cost
-- commitment: V3
-- zh: 饮水工程投资
-- en: Cost of the works for drinking water
-- unit: 元
-- target: 79690000
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日竣工验收的饮水工程投资合计；投资未填的不计。
select sum(works_cost) as value
from service_works
cross join moment
where works_service = 'water' and works_accepted_on <= as_of
