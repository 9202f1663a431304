-- indicator: works_days
-- commitment: I5
-- zh: 以工代赈出工天数
-- en: Days worked on public works
-- unit: day
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 上一自然年贫困劳动力出工天数之和；天数不清楚的不在内，另列为问题。
--   Days of registered workers in the last full year; unknown days are questions.
select coalesce(sum(r.days_worked), 0) as value
from work_roll_of_person as r
join entitlement as e on e.policy = 'work_wages' and e.subject = r.roll_id
cross join moment as m
where e.due > 0 and year(r.month_end) = year(m.as_of) - 1
