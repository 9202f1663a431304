-- indicator: water_subsidies
-- commitment: V4
-- zh: 农村水价补贴
-- en: Water subsidy of the year
-- unit: 元
-- target: 1438000
-- source: 三晋传媒网 2019-05-05
-- meaning: 上年度各行政村水价补贴拨付合计。
select sum(water_subsidy) as value
from water_price
cross join moment
where year = year(as_of) - 1 and subsidised_on <= as_of
