-- fact: helper_pairing
-- grain: helper_id
-- scope: area
-- zh: 帮扶责任人有无结对贫困户
-- en: a helper, and whether a poor household is paired with him today
-- labels: in_post 在岗, helps 有结对贫困户
-- notes: Poor are the registered and those who left poverty and keep the policies. Where a
-- list of pairings has come it is complete; a pairing with a household of unknown status leaves it
-- not known.
with paired as (
  select pairing.helper_id, status in ('registered', 'exited_with_policies') as poor
  from pairing
  cross join moment
  left join household_now on household_now.household_id = pairing.household_id
  where from_date <= as_of and (to_date is null or to_date > as_of)
)
select
  helper_now.helper_id,
  cast(null as varchar) as village_code,
  helper_now.payroll,
  helper_now.in_post,
  case when bool_or(poor) then true
    when count(paired.helper_id) = count(poor) and pairings then false end as helps
from helper_now
cross join ledgers_come
left join paired on paired.helper_id = helper_now.helper_id
group by helper_now.helper_id, helper_now.payroll, helper_now.in_post, pairings
