-- rule: work_months_range
-- zh: 务工时间不在0至12个月之间
-- en: months of work outside 0 to 12
-- severity: error
-- remedy: 请核对务工时间
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  person.work_months || '个月' as detail
from member_now
join person on person.person_id = member_now.person_id
where person.work_months not between 0 and 12
