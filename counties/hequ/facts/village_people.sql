-- fact: village_people
-- grain: village_code
-- scope: area
-- zh: 行政村农业人口与未脱贫人口
-- en: the people of an administrative village, and those registered as poor
-- labels: in_use 村仍在用, poor_village 贫困村, households_unclear 情况不清的户, people 农业人口, poor_people 未脱贫人口, incidence 贫困发生率
-- notes: Agricultural households with the people who belong to them today. A household of which
-- nobody knows its status, its people or whether it is agricultural leaves the incidence of its
-- village not known; households_unclear counts them. Incidence is in per cent.
with counted as (
  select
    village_code,
    count(case when rural is null or status is null or members is null then 1 end)
      as households_unclear,
    coalesce(sum(case when rural then members end), 0) as people,
    coalesce(sum(case when rural and status = 'registered' then members end), 0) as poor_people
  from household_now
  where rural is null or rural
  group by village_code
)
select
  village.village_code,
  village_now.in_use,
  village.poor_village,
  coalesce(counted.households_unclear, 0) as households_unclear,
  coalesce(counted.people, 0) as people,
  coalesce(counted.poor_people, 0) as poor_people,
  case when counted.households_unclear = 0
    then divide(100 * counted.poor_people, counted.people) end as incidence
from village
join village_now on village_now.village_code = village.village_code
left join counted on counted.village_code = village.village_code
