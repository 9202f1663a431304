-- indicator: safe_water_villages
-- commitment: V3
-- zh: 饮水安全行政村
-- en: Villages with safe drinking water
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一轮排查水量、水质、方便、保证率四项全部达标的行政村。
select sum(yes) as value from funnel where policy = 'safe_drinking_water' and step = 'holds'
