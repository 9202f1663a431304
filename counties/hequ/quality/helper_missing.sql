-- rule: helper_missing
-- zh: 没有帮扶责任人
-- en: no helper in post
-- severity: error
-- remedy: 请安排帮扶责任人
-- source: 省级“数据问题”清单
select household_id, cast(null as varchar) as person_id, village_code, cast(null as varchar) as detail
from household_helper
where status in ('registered', 'exited_with_policies') and not has_helper
