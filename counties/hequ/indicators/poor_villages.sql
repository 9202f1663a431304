-- indicator: poor_villages
-- commitment: V8
-- zh: 贫困村
-- en: Poor villages
-- unit: 个
-- target: 160
-- meaning: 县定整村提升的贫困村。
select count(*) as value from village where poor_village
