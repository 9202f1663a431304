-- fact: village_now
-- grain: village_code
-- scope: area
-- zh: 行政村最近一轮水电路网房排查结果
-- en: an administrative village as the latest service survey found it
-- labels: in_use 村仍在用
-- notes: The latest round up to today counts; what it left out is not known, whatever earlier
-- rounds said. A village is in use until an edition of the codes ends it (a list's first day is
-- not the day on which the village began); one that stands in no list of areas is not known.
with latest as (
  select village_code, max(round) as round
  from village_survey
  cross join moment
  where surveyed_on <= as_of
  group by village_code
),
listed as (
  select area_code, bool_or(valid_to is null or valid_to > as_of) as in_use
  from area
  cross join moment
  where level = 'village'
  group by area_code
)
select
  village.village_code,
  listed.in_use,
  village.priority_village,
  village.water_short,
  village_survey.surveyed_on,
  village_survey.litres_per_day,
  village_survey.quality_passed,
  village_survey.tap_at_home,
  village_survey.fetch_minutes,
  village_survey.interruption_days,
  village_survey.hardened_road,
  village_survey.bus
from village
left join listed on listed.area_code = village.village_code
left join latest on latest.village_code = village.village_code
left join village_survey
  on village_survey.village_code = latest.village_code and village_survey.round = latest.round
