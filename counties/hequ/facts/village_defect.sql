-- fact: village_defect
-- grain: defect_id
-- scope: area
-- zh: 水电路网房排查发现的问题与整改
-- en: a defect of the five services, and how far its repair has come
-- labels: days_overdue 整改超期天数, days_since_mended 整改后天数
-- notes: A step after the day of the run has not been taken yet. Days are counted to today; a defect
--   whose term nobody wrote down has no days overdue, nor one whose repair is there and cannot be
--   read.
select
  defect_id,
  service_defect.village_code,
  service,
  found_on,
  case when mended_on <= as_of then mended_on end as mended_on,
  case when repair_checked_on <= as_of then repair_checked_on end as repair_checked_on,
  case when repair_checked_on is null or repair_checked_on <= as_of then repair_passed
  end as repair_passed,
  case when e.record is null then days_between(repair_due_on, as_of) end as days_overdue,
  case when c.record is null and mended_on <= as_of
    then days_between(mended_on, as_of) end as days_since_mended
from service_defect
cross join moment
left join cell_unread as e on e.field = 'service_defect.mended_on' and e.record = service_defect.defect_id
left join cell_unread as c on c.field = 'service_defect.repair_checked_on' and c.record = service_defect.defect_id
where found_on <= as_of
