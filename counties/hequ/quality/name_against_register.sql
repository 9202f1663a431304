-- rule: name_against_register
-- zh: 姓名与人口底册不符
-- en: the name is not that of the population list
-- severity: warning
-- remedy: 请核对姓名和证件号码
-- source: 省级“数据问题”清单
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('name_differs')
