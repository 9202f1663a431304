-- fact: household_visited
-- grain: household_id
-- scope: area
-- zh: 贫困户最近一次暗访
-- en: a household, and how long ago it was last visited without notice
-- labels: visit_days 距最近暗访天数, never_visited 从未暗访
-- notes: As for villages: a visit that was announced is none; a household of the registry that is not
-- in the record was never visited; without a record, or while nobody wrote down whether the last
-- visit was announced, nothing is known.
with latest as (
  select household_id, max(case when not announced then visited_at end) as visited_at,
    max(case when announced is null then visited_at end) as perhaps_at
  from covert_visit
  cross join moment
  where visited_at <= as_of and household_id is not null
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.status,
  case when perhaps_at is null or perhaps_at <= latest.visited_at
    then days_between(latest.visited_at, as_of) end as visit_days,
  case when latest.visited_at is not null then false
    when perhaps_at is null and exists (select 1 from covert_visit) then true end as never_visited
from household_now
cross join moment
left join latest on latest.household_id = household_now.household_id
