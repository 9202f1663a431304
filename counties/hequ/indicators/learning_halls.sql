-- indicator: learning_halls
-- commitment: A1
-- zh: 新时代讲习所
-- en: Learning halls
-- unit: 个
-- target: 154
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日建成在用的讲习所。
select count(*) as value from hall_now where hall_open
