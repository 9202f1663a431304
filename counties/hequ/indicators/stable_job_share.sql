-- indicator: stable_job_share
-- commitment: R7
-- zh: 搬迁贫困户稳定就业率
-- en: Moved households with a stable job
-- unit: %
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 有劳动力的搬迁贫困户中至少一人稳定就业的比例（基本保证）；不清楚的计入分母。
--   Of moved poor households with labour; the unknown count in the total.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'stable_job' and step = 'holds'
