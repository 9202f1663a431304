-- indicator: without_fixed_income
-- commitment: I2
-- zh: 无固定收益人数
-- en: Without a fixed income
-- unit: person
-- target: 0
-- source: 三晋传媒网 2019-05-05
-- meaning: 没有固定收益、或合同已到期或拖欠的贫困人口；不清楚的不在内。
--   Registered people with none of the three measures, or only contracts past their end or in arrears.
select count(*) as value
from fixed_income as d
where d.eligible and not d.holds
