-- fact: care_reach
-- grain: place_code
-- scope: area
-- zh: 各村最近医疗机构就医时间
-- en: minutes from each village and natural village to the nearest open institution
-- labels: level 区划级别, in_use 村仍在用, minutes_known 已知就医时间的机构数, another_nearer 另有时间未知的机构
-- notes: A time counts when it says how it is known: measured, typed in, or computed over the road
-- network; the latest for each institution. A straight line is never used. minutes_known is the
-- shortest time known. Whether another institution is nearer is not known as long as the way to one
-- of those listed has no time. An institution listed without an opening day is open.
with place as (
  select village_code as place_code, village_code, 'village' as level, in_use from village_now
  union all
  select area_code, parent_code, 'natural_village', true
  from area
  cross join moment
  where level = 'natural_village' and valid_from <= as_of and (valid_to is null or valid_to > as_of)
),
latest as (
  select place_code, facility_id, max(determined_on) as determined_on
  from care_time
  cross join moment
  where determined_on <= as_of
  group by place_code, facility_id
),
way as (
  select care_time.place_code, case when method is not null then minutes end as minutes
  from care_time
  join latest
    on latest.place_code = care_time.place_code
    and latest.facility_id = care_time.facility_id
    and latest.determined_on = care_time.determined_on
  join facility on facility.facility_id = care_time.facility_id
  cross join moment
  where (opened_on is null or opened_on <= as_of) and (closed_on is null or closed_on > as_of)
)
select
  place.place_code,
  place.village_code,
  place.level,
  place.in_use,
  min(minutes) as minutes_known,
  case when count(minutes) in (0, count(way.place_code)) then false end as another_nearer
from place
left join way on way.place_code = place.place_code
group by place.place_code, place.village_code, place.level, place.in_use
