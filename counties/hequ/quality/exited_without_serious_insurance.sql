-- rule: exited_without_serious_insurance
-- zh: 脱贫户成员未参加大病保险
-- en: left poverty, not in the serious-illness insurance
-- severity: error
-- remedy: 请核对参保；未参保的补办
-- source: 2021年数据校验工具
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where status <> 'registered' and not serious_insured
