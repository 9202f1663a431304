-- indicator: boarders
-- commitment: S1
-- zh: 免住宿费寄宿生
-- en: Boarders free of charge
-- unit: person
-- target: 732
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近开学的学年内，应免住宿费的寄宿生人数，一人只计一次；寄宿、学段、学校不清楚的不在内。
--   Pupils due the waiver in the latest school year that has begun, each counted once.
with latest as (
  select max(t.school_year) as school_year
  from school_term as t
  cross join moment as m
  where t.starts_on <= m.as_of
)
select count(distinct d.person_id) as value
from boarding_fee as d
join boarding_term as t on t.person_id = d.person_id and t.term = d.period
join latest as l on l.school_year = t.school_year
where d.eligible
