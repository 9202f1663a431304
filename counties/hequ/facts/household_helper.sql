-- fact: household_helper
-- grain: household_id
-- scope: household
-- zh: 户有无在岗帮扶责任人
-- en: a household, and whether a helper in post is paired with it today
-- labels: has_helper 有帮扶责任人
-- notes: Where a list of pairings has come it is complete: who is not in it has no helper. One with
-- somebody whom the list of helpers does not know leaves it not known, unless another one is in post.
-- A household that everybody has left, as one merged into another, needs no helper.
with paired as (
  select pairing.household_id, helper_now.in_post
  from pairing
  cross join moment
  left join helper_now on helper_now.helper_id = pairing.helper_id
  where from_date <= as_of and (to_date is null or to_date > as_of)
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.status,
  case when bool_or(in_post) then true
    when count(paired.household_id) = count(in_post) and pairings then false end as has_helper
from household_now
cross join ledgers_come
left join paired on paired.household_id = household_now.household_id
where household_now.members is null or household_now.members > 0
group by household_now.household_id, household_now.village_code, household_now.status, pairings
