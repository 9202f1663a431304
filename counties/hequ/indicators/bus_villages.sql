-- indicator: bus_villages
-- commitment: V6
-- zh: 通客车行政村
-- en: Villages with a bus
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 以自然通达、包片定期、电话预约三种方式之一通客车的行政村。
select sum(yes) as value from funnel where policy = 'village_bus' and step = 'holds'
