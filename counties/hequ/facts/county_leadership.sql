-- fact: county_leadership
-- grain: area_code
-- scope: area
-- zh: 县脱贫攻坚领导小组双组长
-- en: the joint leaders of the county's leading group in post today
-- labels: in_use 区划仍在用, joint_leaders 在任组长数
-- notes: Not known where the county has no list of those who answer, or a joint leader is somebody
-- whom the list of helpers does not know.
with leading as (
  select answerable.helper_id, helper_now.in_post
  from answerable
  cross join moment
  left join helper_now on helper_now.helper_id = answerable.helper_id
  where answering = 'joint_leader'
    and (from_date is null or from_date <= as_of) and (to_date is null or to_date > as_of)
),
counted as (
  select
    case when count(helper_id) = count(in_post) and exists (select 1 from answerable)
      then count(distinct case when in_post then helper_id end) end as joint_leaders
  from leading
)
select
  area_code,
  cast(null as varchar) as village_code,
  bool_or(valid_to is null or valid_to > as_of) as in_use,
  counted.joint_leaders
from area
cross join moment
cross join counted
where level = 'county'
group by area_code, counted.joint_leaders
