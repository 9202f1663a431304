-- indicator: surveyed_villages
-- commitment: V1
-- zh: 已排查行政村
-- en: Villages surveyed for the five services
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 至少完成一轮水电路网房排查的在册行政村。
select count(*) as value from village_now where in_use and surveyed_on is not null
