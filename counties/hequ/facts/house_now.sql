-- fact: house_now
-- grain: house_id
-- scope: household
-- zh: 住房最近一轮排查鉴定结果
-- en: a house as the latest survey found it
-- labels: repaired 鉴定后已改造
-- notes: The latest round up to today counts, whatever earlier rounds said. A repair counts when it
-- was finished after the appraisal; no day of repair means that the house was not repaired.
-- A house that no round has reached is not known.
with latest as (
  select house_id, max(round) as round
  from house_survey
  cross join moment
  where surveyed_on <= as_of
  group by house_id
)
select
  house.house_id,
  house.household_id,
  household_now.village_code,
  household_now.status,
  house.lived_in,
  house_survey.surveyed_on,
  house_survey.suspected,
  house_survey.grade,
  case
    when house_survey.house_id is not null
    then repaired_on is not null
      and repaired_on <= as_of
      and (appraised_on is null or repaired_on >= appraised_on)
  end as repaired
from house
join household_now on household_now.household_id = house.household_id
left join latest on latest.house_id = house.house_id
left join house_survey
  on house_survey.house_id = latest.house_id and house_survey.round = latest.round
cross join moment
