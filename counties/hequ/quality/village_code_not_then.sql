-- rule: village_code_not_then
-- zh: 区划代码不存在或当日不在用
-- en: area code unknown, or not in use that day
-- severity: error
-- remedy: 请改填当日在用的代码
-- source: 区划代码
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('village_not_then', 'unknown_village')
