-- indicator: villages_with_project
-- commitment: V8
-- zh: 实施整村提升的贫困村
-- en: Poor villages with a project
-- unit: 个
-- target: 160
-- source: 三晋传媒网 2019-05-05
-- meaning: 已安排整村提升资金的在用贫困村。
select count(*) as value from village_improvement where poor_village and in_use and funded
