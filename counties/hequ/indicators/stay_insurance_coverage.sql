-- indicator: stay_insurance_coverage
-- commitment: S5
-- zh: 住院津贴和意外险覆盖率
-- en: Hospital-stay and accident insurance
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 贫困人口中，当年由县财政足额代缴住院津贴和意外伤害保险的比例；不清楚的计入分母。
--   Of all registered people, those insured this year by the county for the full premium.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'stay_and_accident_insurance' and step = 'holds'
