-- fact: village_people
-- grain: village_code
-- scope: area
-- zh: 行政村农业人口与未脱贫人口
-- en: the people of an administrative village, and those registered as poor
-- labels: in_use 村仍在用, poor_village 贫困村, households_unclear 情况不清的户, people 农业人口, poor_people 未脱贫人口, unclear_people 情况不清户的人口, incidence 贫困发生率, incidence_least 最低贫困发生率, incidence_most 最高贫困发生率, incidence_certain 确定的贫困发生率
-- notes: Agricultural households with the people who belong to them today. A household of which
-- nobody knows its status, its people or whether it is agricultural is unclear: it stands in neither
-- people nor poor_people, nor in the incidence (in per cent), which is that of `wuxiang targeting`.
-- The least incidence takes all those people for not poor, the most for poor; both are not known
-- while nobody knows how many live in some household. Certain is the incidence of a village without
-- unclear households.
with counted as (
  select
    village_code,
    count(case when rural is null or status is null or members is null then 1 end)
      as households_unclear,
    count(case when members is null then 1 end) as households_uncounted,
    coalesce(sum(case when rural and status is not null then members end), 0) as people,
    coalesce(sum(case when rural and status = 'registered' then members end), 0) as poor_people,
    coalesce(sum(case when rural is null or status is null then members end), 0) as unclear_people
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
  coalesce(counted.unclear_people, 0) as unclear_people,
  divide(100 * counted.poor_people, counted.people) as incidence,
  case when counted.households_uncounted = 0 and counted.people > 0
    then divide(100 * counted.poor_people, counted.people + counted.unclear_people)
    end as incidence_least,
  case when counted.households_uncounted = 0 and counted.people > 0
    then divide(100 * (counted.poor_people + counted.unclear_people), counted.people + counted.unclear_people)
    end as incidence_most,
  case when counted.households_unclear = 0
    then divide(100 * counted.poor_people, counted.people) end as incidence_certain
from village
join village_now on village_now.village_code = village.village_code
left join counted on counted.village_code = village.village_code
