-- fact: training_work_now
-- grain: training_work
-- scope: area
-- zh: 培训工程最近一次开班
-- en: a training work, and how long ago its last course was
-- labels: days_since_course 距最近开班天数, courses 班次数
select
  training_work,
  cast(null as varchar) as village_code,
  count(*) as courses,
  days_between(max(held_on), max(as_of)) as days_since_course
from training_course
cross join moment
where held_on <= as_of
group by training_work
