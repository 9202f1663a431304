-- fact: register_living
-- grain: household_id
-- scope: household
-- zh: 建档立卡户（含脱贫户）最近一年生产生活条件
-- en: production and living conditions, in the latest year collected, of households in the register
-- labels: collected 已采集
-- notes: A household for which no year was collected has collected = no, and nothing is known of it.
with latest as (
  select household_id, max(year) as year
  from living
  cross join moment
  where year <= year(as_of)
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.status,
  household_now.members,
  latest.year is not null as collected,
  living.arable,
  living.forest,
  living.production_power,
  living.domestic_power,
  living.cooperative,
  living.water_difficulty,
  living.safe_water,
  living.road_distance,
  living.road,
  living.housing_area,
  living.dangerous_house,
  living.toilet,
  living.fuel
from household_now
left join latest on latest.household_id = household_now.household_id
left join living on living.household_id = latest.household_id and living.year = latest.year
where household_now.status in ('registered', 'exited_with_policies', 'exited')
