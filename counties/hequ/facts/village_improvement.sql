-- fact: village_improvement
-- grain: village_code
-- scope: area
-- zh: 整村提升：资金与整治前后村容户貌
-- en: a village improved as a whole: money, and how it looked before and after
-- labels: in_use 村仍在用, funded 已安排整村提升资金, score_before 整治前得分, score_after 整治后得分, untidy 仍有脏乱差
-- notes: The first look before and the last one after count. Where the county has no list of funds
-- nobody knows whether a village has any, nor while it is not written for which village some is. One of 脏, 乱, 差 is enough to be untidy.
with first_look as (
  select village_code, min(assessed_on) as assessed_on
  from village_appearance
  cross join moment
  where phase = 'before' and assessed_on <= as_of
  group by village_code
),
last_look as (
  select village_code, max(assessed_on) as assessed_on
  from village_appearance
  cross join moment
  where phase = 'after' and assessed_on <= as_of
  group by village_code
),
paid_for as (
  select distinct village_code
  from service_fund
  cross join moment
  where purpose = 'whole_village' and arranged_on <= as_of
),
heard as (
  select case when exists (select 1 from service_fund where purpose = 'whole_village')
    and not exists (select 1 from paid_for where village_code is null) then false end as unfunded
  from moment
)
select
  village_now.village_code,
  village_now.in_use,
  village.poor_village,
  case when paid_for.village_code is not null then true else heard.unfunded end as funded,
  before.appearance_score as score_before,
  after.appearance_score as score_after,
  after.dirty or after.disorderly or after.shabby as untidy
from village_now
cross join heard
join village on village.village_code = village_now.village_code
left join paid_for on paid_for.village_code = village_now.village_code
left join first_look on first_look.village_code = village_now.village_code
left join last_look on last_look.village_code = village_now.village_code
left join village_appearance as before
  on before.village_code = first_look.village_code
  and before.assessed_on = first_look.assessed_on and before.phase = 'before'
left join village_appearance as after
  on after.village_code = last_look.village_code
  and after.assessed_on = last_look.assessed_on and after.phase = 'after'
