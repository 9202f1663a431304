-- indicator: improved_villages
-- commitment: V8
-- zh: 面貌明显改善的贫困村
-- en: Poor villages clearly better
-- unit: 个
-- target: 160
-- source: 三晋传媒网 2019-05-05
-- meaning: 整治后比整治前得分提高达到标准、无脏乱差、有资金的贫困村；不清楚的不计。
select sum(yes) as value from funnel where policy = 'whole_village_improved' and step = 'holds'
