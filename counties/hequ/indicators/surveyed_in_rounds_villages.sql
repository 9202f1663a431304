-- indicator: surveyed_in_rounds_villages
-- commitment: V1
-- zh: 按轮次全面排查的行政村
-- en: Villages surveyed in rounds for all five services
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 排查达到规定轮数、水电路网房五项都有结果的在用行政村；不清楚的不计。
select sum(yes) as value from funnel where policy = 'village_surveyed_in_rounds' and step = 'holds'
