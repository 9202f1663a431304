-- fact: team_post_now
-- grain: post_id
-- scope: area
-- zh: 驻村岗位有无在岗人员
-- en: a post of a village team, and whether somebody in post holds it today
-- labels: post_kept 岗位仍设, occupied 有在岗人员
-- notes: Nobody's name means vacant. Somebody whom the list of helpers does not know leaves it not
-- known. A holder whose time is over leaves the post vacant.
select
  post_id,
  team_post.village_code,
  team_post.team_post,
  village_now.in_use as post_kept,
  case when team_post.helper_id is null or team_post.to_date <= as_of then false
    else helper_now.in_post end as occupied
from team_post
cross join moment
left join village_now on village_now.village_code = team_post.village_code
left join helper_now on helper_now.helper_id = team_post.helper_id
where team_post.from_date is null or team_post.from_date <= as_of
