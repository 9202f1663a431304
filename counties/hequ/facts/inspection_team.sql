-- fact: inspection_team
-- grain: team
-- scope: area
-- zh: 督查组在岗人数
-- en: an inspection team, and how many members in post it has today
-- labels: members_in_post 在岗组员数
-- notes: A member whom the list of helpers does not know leaves the number not known.
with listed as (
  select team, min(inspection_kind) as inspection_kind
  from inspector
  cross join moment
  where from_date <= as_of
  group by team
),
today as (
  select inspector.team, inspector.helper_id, helper_now.in_post
  from inspector
  cross join moment
  left join helper_now on helper_now.helper_id = inspector.helper_id
  where from_date <= as_of and (to_date is null or to_date > as_of)
)
select
  listed.team,
  cast(null as varchar) as village_code,
  listed.inspection_kind,
  case when count(today.helper_id) = count(today.in_post)
    then count(case when today.in_post then 1 end) end as members_in_post
from listed
left join today on today.team = listed.team
group by listed.team, listed.inspection_kind
