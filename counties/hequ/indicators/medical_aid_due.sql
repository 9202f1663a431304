-- indicator: medical_aid_due
-- commitment: S6
-- zh: 应付医疗费用救助
-- en: Lump sums due
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付医疗费用救助之和（叠加、封顶之前）；不清楚的不在内。
--   Lump sums due since the policy began, before stacking and caps.
select coalesce(sum(d.amount), 0) as value
from medical_cost_aid as d
where d.amount > 0
