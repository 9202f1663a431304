-- indicator: relocation_villages
-- commitment: R1
-- zh: 整村搬迁村
-- en: Villages that move
-- unit: 个
-- target: 33
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一次评估八项指标全部达到阈值的行政村和自然村。
select count(*) as value from relocation_village where eligible
