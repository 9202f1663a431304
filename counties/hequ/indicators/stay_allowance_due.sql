-- indicator: stay_allowance_due
-- commitment: S5
-- zh: 应付住院津贴
-- en: Allowances due
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付住院津贴之和（叠加、封顶之前）；不清楚的不在内。
--   Allowances due since the policy began, before stacking and caps.
select coalesce(sum(d.amount), 0) as value
from hospital_stay_allowance as d
where d.amount > 0
