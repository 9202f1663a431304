-- indicator: water_subsidised_villages
-- commitment: V4
-- zh: 水价补贴到位的行政村
-- en: Villages whose water is subsidised and affordable
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 补贴达到供水量乘以每方补贴、执行水价不高于上限的在用行政村；不清楚的不计。
select sum(yes) as value from funnel where policy = 'water_price_subsidy' and step = 'holds'
