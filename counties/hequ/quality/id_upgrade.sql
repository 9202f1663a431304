-- rule: id_upgrade
-- zh: 15位证件号码需升位
-- en: a number of 15 digits, to be upgraded
-- severity: warning
-- remedy: 请改填18位号码
-- source: 省级“数据问题”清单
-- notes: 由录入时检查，此处汇总；单元格内容见录入报告。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('id_15')
