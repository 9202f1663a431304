-- fact: village_visited
-- grain: village_code
-- scope: area
-- zh: 行政村最近一次暗访
-- en: a village, and how long ago it was last visited without notice
-- labels: in_use 村仍在用, visit_days 距最近暗访天数, never_visited 从未暗访
-- notes: Only visits of which nobody was told count. Where the county has no record of visits nothing
-- is known; where it has, a village that is not in it was never visited. While nobody wrote down
-- whether the last visit was announced it is not known how long ago one without notice was.
with latest as (
  select village_code, max(case when not announced then visited_at end) as visited_at,
    max(case when announced is null then visited_at end) as perhaps_at
  from covert_visit
  cross join moment
  where visited_at <= as_of
  group by village_code
)
select
  village_now.village_code,
  village_now.in_use,
  case when perhaps_at is null or perhaps_at <= latest.visited_at
    then days_between(latest.visited_at, as_of) end as visit_days,
  case when latest.visited_at is not null then false
    when perhaps_at is null and exists (select 1 from covert_visit) then true end as never_visited
from village_now
cross join moment
left join latest on latest.village_code = village_now.village_code
