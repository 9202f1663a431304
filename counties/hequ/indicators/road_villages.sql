-- indicator: road_villages
-- commitment: V5
-- zh: 通硬化路行政村
-- en: Villages with a hardened road
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一轮排查通硬化路的行政村。
select sum(yes) as value from funnel where policy = 'village_road' and step = 'holds'
