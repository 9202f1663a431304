-- indicator: training_works
-- commitment: A1
-- zh: 五大培训工程
-- en: Training works with courses
-- unit: 个
-- target: 5
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日开过班的培训工程。
select count(*) as value from training_work_now
