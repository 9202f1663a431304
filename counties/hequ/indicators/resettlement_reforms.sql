-- indicator: resettlement_reforms
-- commitment: G2
-- zh: 搬迁改革办法
-- en: Reforms of resettlement
-- unit: 项
-- target: 22
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日登记、方向为促搬迁的改革办法。
select count(*) as value from measure_paper where is_resolved and measure_kind = 'reform' and direction = '促搬迁'
