-- rule: exited_illness_uninsured
-- zh: 因病致贫的脱贫户患病成员未参加大病保险
-- en: left poverty, poor through illness, the ill member not in the serious-illness insurance
-- severity: error
-- remedy: 请核对参保；未参保的补办
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where status <> 'registered' and main_cause = 'illness' and (chronic_illness or serious_illness) and not serious_insured
