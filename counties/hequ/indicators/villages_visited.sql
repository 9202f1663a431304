-- indicator: villages_visited
-- commitment: A5
-- zh: 已暗访行政村
-- en: Villages visited without notice
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 规定时间内暗访过的在用行政村；不清楚的不计。
select sum(yes) as value from funnel where policy = 'village_visited_unannounced' and step = 'holds'
