-- indicator: disabled_with_supplement
-- commitment: S8
-- zh: 应享残疾人再补助人数
-- en: Disabled residents due the supplement
-- unit: person
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近一个到期年度应享再补助的残疾人数，全县，不限贫困户；证件有效期不清楚的不在内。
--   Card holders due the supplement in the latest year that was counted, registered or not.
with latest as (
  select max(year) as year from disabled_year
)
select count(*) as value
from disability_supplement as d
join latest as l on year(d.dated_on) = l.year
where d.eligible
