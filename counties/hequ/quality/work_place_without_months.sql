-- rule: work_place_without_months
-- zh: 有务工区域而无务工时间，或相反
-- en: a place of work without months, or months without a place
-- severity: warning
-- remedy: 请补填务工区域或务工时间
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  case when person.work_place is null then '缺务工区域' else '缺务工时间' end as detail
from member_now
join person on person.person_id = member_now.person_id
where (person.work_place is not null and coalesce(person.work_months, 0) = 0)
  or (person.work_place is null and person.work_months > 0)
