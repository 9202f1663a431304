-- fact: land_project_now
-- grain: project_id
-- scope: area
-- zh: 造地项目当前阶段
-- en: A land project today, by its stages
-- labels: days_late 逾期天数, days_finished 竣工后天数
-- notes: While the day of a stage cannot be read nobody knows whether it is late.
select p.project_id, p.village_code, p.work, p.approved_on, p.planned_area, p.land_finished_on,
  p.accepted_on, p.accepted_area,
  case when f.record is null then days_between(p.land_finish_by, m.as_of) end as days_late,
  case when a.record is null then days_between(p.land_finished_on, m.as_of) end as days_finished
from land_project as p
cross join moment as m
left join cell_unread as f on f.field = 'land_project.land_finished_on' and f.record = p.project_id
left join cell_unread as a on a.field = 'land_project.accepted_on' and a.record = p.project_id
