-- rule: id_length
-- zh: 证件号码长度不是15、18、20、22位
-- en: number of the certificate not of 15, 18, 20 or 22 digits
-- severity: error
-- remedy: 请核对证件，填写完整号码
-- source: 省级“数据问题”清单
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('id_length', 'digits_lost')
