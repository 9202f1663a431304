-- fact: village_surveyed
-- grain: village_code
-- scope: area
-- zh: 行政村水电路网房排查了几轮、哪几项
-- en: how many rounds of the service survey a village had, and which services the latest looked at
-- labels: in_use 村仍在用, rounds 排查轮数, water_seen 水已排查, power_seen 电已排查, road_seen 路已排查, network_seen 网已排查, housing_seen 房已排查
-- notes: Where the county has no survey lists at all nothing is known; where it has them, a village
-- that is not in them was not surveyed. Houses are surveyed one by one: one of the village counts.
-- A house that was surveyed and that no other list knows may be one of any village.
with house_seen as (
  select household.village_code
  from house_survey
  cross join moment
  left join house on house.house_id = house_survey.house_id
  left join household on household.household_id = house.household_id
  where surveyed_on <= as_of
),
heard as (
  select
    case when exists (select 1 from village_survey) then 0 end as villages,
    case when exists (select 1 from house_survey)
      and not exists (select 1 from house_seen where village_code is null) then false end as houses
  from moment
),
round_of as (
  select village_code, count(*) as rounds
  from village_survey
  cross join moment
  where surveyed_on <= as_of
  group by village_code
),
housed as (
  select distinct village_code from house_seen
)
select
  village_now.village_code,
  village_now.in_use,
  coalesce(round_of.rounds, heard.villages) as rounds,
  case when round_of.rounds > 0
    then village_now.litres_per_day is not null and village_now.quality_passed is not null
    when heard.villages = 0 then false end as water_seen,
  case when round_of.rounds > 0
    then latest.domestic_power is not null and latest.production_power is not null
    when heard.villages = 0 then false end as power_seen,
  case when round_of.rounds > 0 then village_now.hardened_road is not null
    when heard.villages = 0 then false end as road_seen,
  case when round_of.rounds > 0 then latest.broadband is not null
    when heard.villages = 0 then false end as network_seen,
  case when housed.village_code is not null then true else heard.houses end as housing_seen
from village_now
cross join heard
left join round_of on round_of.village_code = village_now.village_code
left join housed on housed.village_code = village_now.village_code
left join village_survey as latest
  on latest.village_code = village_now.village_code
  and latest.surveyed_on = village_now.surveyed_on
