-- fact: village_water_price
-- grain: village_code
-- scope: area
-- zh: 行政村上年度水价与补贴
-- en: a village's water of last year: sold, charged, subsidised
-- labels: in_use 村仍在用, price_year_end 上年度末日
-- notes: Where the county has no list for last year nothing is known; where it has one, a village
-- that is not in it got nothing.
with heard as (
  select case when exists (
    select 1 from water_price cross join moment where year = year(as_of) - 1
  ) then 0 end as nothing
  from moment
)
select
  village_now.village_code,
  village_now.in_use,
  cast((year(as_of) - 1) || '-12-31' as date) as price_year_end,
  water_price.water_sold,
  water_price.price_charged,
  coalesce(water_price.water_subsidy, heard.nothing) as water_subsidy
from village_now
cross join moment
cross join heard
left join water_price
  on water_price.village_code = village_now.village_code
  and water_price.year = year(as_of) - 1
