-- indicator: weak_villages_improved
-- commitment: A2
-- zh: 已转化的村
-- en: Weak villages put in order
-- unit: 个
-- target: 54
-- source: 县台账
-- meaning: 验收结果为已转化的整顿村。
select count(*) as value from weak_village_now where outcome = 'improved'
