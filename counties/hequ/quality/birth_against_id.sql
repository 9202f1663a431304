-- rule: birth_against_id
-- zh: 出生日期与证件号码不符
-- en: date of birth against the number of the certificate
-- severity: error
-- remedy: 请核对户口簿和证件
-- source: 省级“数据问题”清单
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('birth_differs')
