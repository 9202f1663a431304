-- indicator: chronic_cases_in_time
-- commitment: S3
-- zh: 慢性病按期鉴定率
-- en: Chronic cases handled in time
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 疑似慢性病贫困人口中，上门、鉴定、发证都没有超期的比例；不清楚的计入分母。
--   Of all suspected cases of registered people, those with no step overdue; unknown ones count as cases.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'chronic_visit' and step = 'holds'
