-- fact: land_project_now
-- grain: project_id
-- scope: area
-- zh: 造地项目当前阶段
-- en: A land project today, by its stages
-- labels: days_late 逾期天数, days_finished 竣工后天数
select p.project_id, p.village_code, p.work, p.approved_on, p.planned_area, p.land_finished_on,
  p.accepted_on, p.accepted_area, days_between(p.land_finish_by, m.as_of) as days_late,
  days_between(p.land_finished_on, m.as_of) as days_finished
from land_project as p
cross join moment as m
