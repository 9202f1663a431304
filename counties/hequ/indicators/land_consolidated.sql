-- indicator: land_consolidated
-- commitment: I4
-- zh: 整理新增耕地
-- en: Arable land added by consolidation
-- unit: mu
-- target: 357.72
-- source: 三晋传媒网 2019-05-05
-- meaning: 2014年以来立项、截至当日已验收项目的验收面积之和。
--   Area accepted by today, of projects approved since 2014.
select coalesce(sum(accepted_area), 0) as value
from land_project
cross join moment
where work = 'consolidation' and accepted_on <= as_of and approved_on >= date '2014-01-01'
