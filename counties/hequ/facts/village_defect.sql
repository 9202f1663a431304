-- fact: village_defect
-- grain: defect_id
-- scope: area
-- zh: 水电路网房排查发现的问题与整改
-- en: a defect of the five services, and how far its repair has come
-- labels: days_overdue 整改超期天数, days_since_mended 整改后天数
-- notes: Days are counted to today; a defect whose term nobody wrote down has no days overdue.
select
  defect_id,
  service_defect.village_code,
  service,
  found_on,
  mended_on,
  repair_checked_on,
  repair_passed,
  days_between(repair_due_on, as_of) as days_overdue,
  days_between(mended_on, as_of) as days_since_mended
from service_defect
cross join moment
where found_on <= as_of
