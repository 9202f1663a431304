-- indicator: aided_students
-- commitment: S2
-- zh: 应享教育救助学生
-- en: Students due the aid
-- unit: person
-- source: 三晋传媒网 2019-05-05
-- meaning: 最近开学的学年内，应享教育救助的学生人数；不清楚的不在内。
--   Students due the aid in the latest school year that has begun.
with latest as (
  select max(t.school_year) as school_year
  from school_term as t
  cross join moment as m
  where t.starts_on <= m.as_of
)
select count(*) as value
from education_aid as d
join student_year as y on y.person_id = d.person_id and y.grant_year = d.period
join latest as l on l.school_year = y.school_year
where d.eligible
