-- indicator: accident_relief_due
-- commitment: S9
-- zh: 应付意外返贫救助
-- en: Relief due after accidents
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策实施以来应付意外返贫救助之和（叠加、封顶之前）；不清楚的不在内。
--   Relief due after accidents since the policy began, before stacking and caps.
select coalesce(sum(d.amount), 0) as value
from accident_relief as d
where d.amount > 0
