-- indicator: poor_villages
-- commitment: V8
-- zh: 贫困村
-- en: Poor villages
-- unit: 个
-- target: 160
-- source: 三晋传媒网 2019-05-05
-- meaning: 县定整村提升的贫困村。
select count(*) as value from village where poor_village
