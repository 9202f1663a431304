-- indicator: fixed_income_coverage
-- commitment: I2
-- zh: 固定收益覆盖率
-- en: Covered by a fixed income
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 全部贫困人口中，至少有一项在期、未拖欠的固定收益的比例；不清楚的计入分母。
--   Of all registered people, those with at least one fixed income that still runs; unknown ones count in the total.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'fixed_income' and step = 'holds'
