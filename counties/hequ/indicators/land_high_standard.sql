-- indicator: land_high_standard
-- commitment: I4
-- zh: 高标准农田
-- en: High-standard farmland built
-- unit: mu
-- target: 8202.9
-- source: 三晋传媒网 2019-05-05
-- meaning: 2014年以来立项、截至当日已验收项目的验收面积之和。
--   Area accepted by today, of projects approved since 2014.
select coalesce(sum(accepted_area), 0) as value
from land_project
cross join moment
where work = 'high_standard' and accepted_on <= as_of and approved_on >= date '2014-01-01'
