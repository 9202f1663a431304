-- indicator: boarding_fees
-- commitment: S1
-- zh: 应免住宿费
-- en: Boarding fees waived
-- unit: yuan
-- target: 900000
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近开学的学年内，各学期应免住宿费之和；金额不清楚的不在内，另列为问题。
--   Fees due to be waived in the latest school year that has begun, all its terms; unknown fees are questions.
with latest as (
  select max(t.school_year) as school_year
  from school_term as t
  cross join moment as m
  where t.starts_on <= m.as_of
)
select coalesce(sum(d.amount), 0) as value
from boarding_fee as d
join boarding_term as t on t.person_id = d.person_id and t.term = d.period
join latest as l on l.school_year = t.school_year
