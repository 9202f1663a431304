-- indicator: bus_modes
-- commitment: V6
-- zh: 客运班车开行方式
-- en: Ways in which villages have a bus
-- unit: 种
-- target: 3
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一轮排查中在用行政村实际开行的方式种数：自然通达、包片定期、电话预约。
select count(distinct bus) as value
from village_now
where in_use and bus <> 'none'
