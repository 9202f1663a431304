-- fact: home_now
-- grain: household_id
-- scope: household
-- zh: 户今天所在的村（撤并后按撤并后代码）
-- en: the village of a household today, by the code of today
-- labels: listed_code 列入时代码, merged 所在村已撤并, in_use 代码在用
-- notes: The latest listing up to today counts. Where its code has ended by today, the household is
-- in the successor, or in the successor's successor (area_today); a code that ended without one
-- leaves the village not known. Before its first listing nobody knows where a household lives.
with latest as (
  select household_id, max(from_date) as from_date
  from residence
  cross join moment
  where from_date <= as_of
  group by household_id
),
today as (
  select
    residence.household_id,
    residence.village_code as listed_code,
    area_today.ended as merged,
    case
      when area_today.area_code is null then residence.village_code else area_today.code_today
    end as village_code
  from latest
  join residence
    on residence.household_id = latest.household_id and residence.from_date = latest.from_date
  left join area_today on area_today.area_code = residence.village_code
)
select
  today.household_id,
  today.village_code,
  today.listed_code,
  today.merged,
  not area_today.ended as in_use
from today
left join area_today on area_today.area_code = today.village_code
