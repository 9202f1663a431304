-- fact: village_leadership
-- grain: village_code
-- scope: area
-- zh: 行政村有无县级领导包帮
-- en: an administrative village, and whether a county leader in post leads it today
-- labels: in_use 村仍在用, has_county_leader 有县级领导包帮
-- notes: Where a list of leaders has come it is complete. A leader whom the list of helpers does not know, or whose
-- standing it leaves open, leaves it not known.
with led as (
  select village_leader.village_code, in_post and payroll = 'county_leader' as by_county_leader
  from village_leader
  cross join moment
  left join helper_now on helper_now.helper_id = village_leader.helper_id
  where from_date <= as_of and (to_date is null or to_date > as_of)
)
select
  village_now.village_code,
  village_now.in_use,
  village_now.priority_village,
  case when bool_or(by_county_leader) then true
    when count(led.village_code) = count(by_county_leader)
      and exists (select 1 from village_leader) then false end as has_county_leader
from village_now
left join led on led.village_code = village_now.village_code
group by village_now.village_code, village_now.in_use, village_now.priority_village
