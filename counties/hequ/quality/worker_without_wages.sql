-- rule: worker_without_wages
-- zh: 有人务工而无工资性收入
-- en: somebody works, but no wages
-- severity: warning
-- remedy: 请核对工资性收入和务工情况
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(year as varchar) || '年' as detail
from register_income
where wages = 0
  and household_id in (select household_id from register_member where work_months > 0)
