-- indicator: stay_allowance_stays
-- commitment: S5
-- zh: 享受住院津贴人次
-- en: Stays with an allowance
-- unit: stay
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付住院津贴的住院人次（叠加、封顶之前）；不清楚的不在内。
--   Stays due an allowance since the policy began, before stacking and caps.
select count(*) as value
from hospital_stay_allowance as d
where d.amount > 0
