-- rule: phone_digits
-- zh: 联系电话不是11位数字
-- en: telephone number not of 11 digits
-- severity: warning
-- remedy: 请改填11位号码
-- source: 2021年数据校验工具
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('phone_length')
