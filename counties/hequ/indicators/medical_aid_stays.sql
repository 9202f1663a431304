-- indicator: medical_aid_stays
-- commitment: S6
-- zh: 享受医疗费用救助人次
-- en: Stays with the lump sum
-- unit: stay
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付医疗费用救助的住院人次（叠加、封顶之前）；不清楚的不在内。
--   Stays due the lump sum since the policy began, before stacking and caps.
select count(*) as value
from medical_cost_aid as d
where d.amount > 0
