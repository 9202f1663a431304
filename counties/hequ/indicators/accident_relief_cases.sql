-- indicator: accident_relief_cases
-- commitment: S9
-- zh: 意外返贫救助人次
-- en: Accidents with relief
-- unit: accident
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付意外返贫救助的事故（叠加、封顶之前）；不清楚的不在内。
--   Accidents due relief since the policy began, before stacking and caps.
select count(*) as value
from accident_relief as d
where d.amount > 0
