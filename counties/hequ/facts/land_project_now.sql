-- fact: land_project_now
-- grain: project_id
-- scope: area
-- zh: 造地项目当前阶段
-- en: A land project today, by its stages
-- labels: days_late 逾期天数, days_finished 竣工后天数
-- notes: A step after the day of the run has not been taken yet. While the day of a stage cannot be
--   read nobody knows whether it is late.
with by_then as (
  select i.project_id, i.village_code, i.work, i.approved_on, i.planned_area, i.land_finish_by,
    m.as_of,
    case when i.land_finished_on <= m.as_of then i.land_finished_on end as land_finished_on,
    case when i.accepted_on <= m.as_of then i.accepted_on end as accepted_on,
    case when i.accepted_on is null or i.accepted_on <= m.as_of then i.accepted_area
    end as accepted_area
  from land_project as i
  cross join moment as m
)
select p.project_id, p.village_code, p.work, p.approved_on, p.planned_area, p.land_finished_on,
  p.accepted_on, p.accepted_area,
  case when f.record is null then days_between(p.land_finish_by, p.as_of) end as days_late,
  case when a.record is null then days_between(p.land_finished_on, p.as_of) end as days_finished
from by_then as p
left join cell_unread as f on f.field = 'land_project.land_finished_on' and f.record = p.project_id
left join cell_unread as a on a.field = 'land_project.accepted_on' and a.record = p.project_id
