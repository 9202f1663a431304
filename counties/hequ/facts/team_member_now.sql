-- fact: team_member_now
-- grain: helper_id, village_code
-- scope: area
-- zh: 驻村队员在岗情况
-- en: a member of a village team: days on site last month, days since he was last there
-- labels: post_kept 岗位仍设, days_last_month 上月驻村天数, days_absent 离岗天数
-- notes: Last month is the last whole one before today. Where the county has no attendance at all
-- nothing is known; where it has, whoever is not in last month's was there no day. Who was never
-- seen on site has been absent since he took the post; while nobody wrote down the last day of a
-- later month in which he may have been there it is not known for how long.
with member as (
  select helper_id, village_code, min(from_date) as from_date
  from team_post
  cross join moment
  where helper_id is not null
    and (from_date is null or from_date <= as_of) and (to_date is null or to_date > as_of)
  group by helper_id, village_code
),
month_of as (
  select
    cast(starts(8, cast(as_of as varchar)) || '01' as date) as this_month,
    case when exists (
      select 1 from duty_month where days_on_site is not null
    ) then 0 end as nothing
  from moment
),
last_month as (
  select duty_month.helper_id, duty_month.village_code, true as listed, days_on_site
  from duty_month
  cross join month_of
  where month_begin < this_month and age_on(month_begin, this_month) = 0
    and days_between(month_begin, this_month) <= 31
),
seen as (
  select helper_id, village_code, max(last_on_site) as last_on_site,
    max(case when last_on_site is null and coalesce(days_on_site, 1) > 0
      then month_begin end) as undated_month
  from duty_month
  cross join moment
  where coalesce(last_on_site, month_begin) <= as_of
  group by helper_id, village_code
)
select
  member.helper_id,
  member.village_code,
  village_now.in_use as post_kept,
  case when last_month.listed then last_month.days_on_site
    else month_of.nothing end as days_last_month,
  case when month_of.nothing = 0
      and (undated_month is null or undated_month <= seen.last_on_site)
    then days_between(coalesce(seen.last_on_site, member.from_date), as_of) end as days_absent
from member
cross join moment
cross join month_of
left join village_now on village_now.village_code = member.village_code
left join last_month
  on last_month.helper_id = member.helper_id and last_month.village_code = member.village_code
left join seen
  on seen.helper_id = member.helper_id and seen.village_code = member.village_code
