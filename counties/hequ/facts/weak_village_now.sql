-- fact: weak_village_now
-- grain: village_code, weakness, listed_on
-- scope: area
-- zh: 软弱涣散村、攻坚薄弱村整顿进展
-- en: a weak or lagging village: its county leader, its plan, its result
-- labels: in_use 村仍在用, led_by_county 县级领导包保, days_listed 列入后天数, days_over_term 超期天数
-- notes: A step after the day of the run has not been taken yet. Nobody's name means that nobody leads it. A leader whom the list of helpers does not know,
-- or whose standing it leaves open, leaves it not known.
select
  weak_village.village_code,
  weakness,
  listed_on,
  village_now.in_use,
  case when planned_on <= as_of then planned_on end as planned_on,
  weak_village.finish_by,
  case when finished_on <= as_of then finished_on end as finished_on,
  case when finished_on is null or finished_on <= as_of then outcome end as outcome,
  case when weak_village.helper_id is null then false
    else helper_now.in_post and helper_now.payroll = 'county_leader' end as led_by_county,
  days_between(listed_on, as_of) as days_listed,
  days_between(weak_village.finish_by, as_of) as days_over_term
from weak_village
cross join moment
left join village_now on village_now.village_code = weak_village.village_code
left join helper_now on helper_now.helper_id = weak_village.helper_id
where listed_on <= as_of
