-- indicator: weak_villages
-- commitment: A2
-- zh: 整顿的软弱涣散村和攻坚薄弱村
-- en: Weak and lagging villages listed
-- unit: 个
-- target: 54
-- source: 三晋传媒网 2019-05-05
-- meaning: 列入整顿台账的软弱涣散村和攻坚薄弱村，一村一类计一次。
select count(*) as value from weak_village_now
