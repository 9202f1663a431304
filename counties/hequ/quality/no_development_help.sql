-- rule: no_development_help
-- zh: 监测户有劳动力，识别后半年无开发式帮扶
-- en: a monitored household with labour power, half a year without development help
-- severity: warning
-- remedy: 请落实产业、就业、金融或公益岗位帮扶
-- source: 2023年省级规则 5_12_007
-- parameters: help_within 天 2014-01-01 = 183
-- notes: 规则原文为6个月，此处按183天计；开发式帮扶指产业、就业、金融、公益岗位，由省级确认。
select
  risk.household_id,
  cast(null as varchar) as person_id,
  household_now.village_code,
  '识别于' || cast(risk.identified_on as varchar) as detail
from risk
cross join moment
join household_now on household_now.household_id = risk.household_id
where days_between(risk.identified_on, as_of) > help_within
  and (removed_on is null or removed_on > as_of)
  and risk.household_id in (
    select member_now.household_id
    from member_now
    join person on person.person_id = member_now.person_id
    where person.work_ability in ('ordinary', 'skilled', 'weak')
  )
  and risk.household_id not in (
    select household_id
    from risk_measure
    where risk_help in ('industry', 'employment', 'finance', 'public_post')
  )
