-- rule: person_twice
-- zh: 同一人重复登记（县内）
-- en: the same person is listed twice in the county
-- severity: error
-- remedy: 请核对，从其中一处删去
-- source: 省级“数据问题”清单
-- notes: 由录入时按证件号码比对，此处汇总。与外县、外市的重复要由上级比对。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  file || ' ' || sheet || ' 第' || cast(intake_finding.row as varchar) || '行 ' || heading as detail
from intake_finding
where rule in ('two_households', 'double')
