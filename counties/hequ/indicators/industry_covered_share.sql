-- indicator: industry_covered_share
-- commitment: I1
-- zh: 特色产业覆盖率
-- en: Households with a specialty industry
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 贫困户（含脱贫享受政策户）中至少有一项在营特色产业的比例；不清楚的计入分母。
--   Of all registered households; those of which nobody knows count in the total.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'industry_coverage' and step = 'holds'
