-- indicator: relief_insurance_coverage
-- commitment: S7
-- zh: 救助保险覆盖率
-- en: Relief insurance
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 全县贫困人口和持有效证残疾人中，已投保且在期内的比例；不清楚的计入分母。
--   Of all registered people and valid card holders, those enrolled and within the term.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'relief_insurance' and step = 'holds'
