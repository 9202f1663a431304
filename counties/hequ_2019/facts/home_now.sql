-- fact: home_now
-- grain: household_id
-- scope: household
-- zh: 户今天所在的村（撤并后按撤并后代码）
-- en: the village of a household today, by the code of today
-- labels: listed_code 列入时代码, merged 所在村已撤并, in_use 代码在用
-- notes: The latest listing up to today counts. Where its code has ended by today, the household is
-- in the successor; a code that ended without a successor leaves the village not known. Before its
-- first listing nobody knows where a household lives. A successor that ended in its turn is not
-- followed, for the next list names the new code.
with latest as (
  select household_id, max(from_date) as from_date
  from residence
  cross join moment
  where from_date <= as_of
  group by household_id
),
listing as (
  select
    residence.household_id,
    residence.village_code as listed_code,
    area.valid_to is not null and area.valid_to <= as_of as merged,
    area.successor_code
  from latest
  cross join moment
  join residence
    on residence.household_id = latest.household_id and residence.from_date = latest.from_date
  left join area on area.area_code = residence.village_code
),
today as (
  select
    household_id,
    listed_code,
    merged,
    case when merged then successor_code else listed_code end as village_code
  from listing
)
select
  today.household_id,
  today.village_code,
  today.listed_code,
  today.merged,
  case
    when area.area_code is not null then area.valid_to is null or area.valid_to > as_of
  end as in_use
from today
cross join moment
left join area on area.area_code = today.village_code
