-- indicator: disability_supplement_due
-- commitment: S8
-- zh: 应发残疾人再补助
-- en: Supplements due
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一个到期年度应发残疾人再补助之和；不清楚的不在内。
--   Supplements due in the latest year that was counted.
with latest as (
  select max(year) as year from disabled_year
)
select coalesce(sum(d.amount), 0) as value
from disability_supplement as d
join latest as l on year(d.dated_on) = l.year
