-- rule: id_check
-- zh: 身份证号校验位不符
-- en: check digit of the identity number is wrong
-- severity: error
-- remedy: 请核对证件，重新填写
-- source: 省级“数据问题”清单
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('id_check')
