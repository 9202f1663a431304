-- indicator: weak_villages_in_order
-- commitment: A2
-- zh: 整顿到位的村
-- en: Weak villages led, planned and in time
-- unit: 个
-- target: 54
-- source: 三晋传媒网 2019-05-05
-- meaning: 有县级领导包保、有方案、未超期或已转化的整顿村；不清楚的不计。
select sum(yes) as value from funnel where policy = 'weak_village_in_order' and step = 'holds'
