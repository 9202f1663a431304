-- fact: hardship_latest
-- grain: place_code
-- scope: area
-- zh: 一方水土八项指标最近一次评估
-- en: the eight indicators of a village or natural village as last assessed
-- labels: assessed_on 评估日期
with latest as (
  select place_code, max(assessed_on) as assessed_on
  from hardship
  cross join moment
  where assessed_on <= as_of
  group by place_code
)
select
  hardship.place_code,
  hardship.village_code,
  hardship.assessed_on,
  incidence,
  income_per_head,
  infrastructure_score,
  housing_score,
  support_share,
  illness_share,
  elderly_share,
  services_score
from hardship
join latest
  on latest.place_code = hardship.place_code and latest.assessed_on = hardship.assessed_on
