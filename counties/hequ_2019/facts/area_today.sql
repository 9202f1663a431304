-- fact: area_today
-- grain: area_code
-- scope: area
-- zh: 区划代码今天归哪个代码
-- en: which code has taken a code over by today; itself while it is in use
-- labels: ended 代码已停用, code_today 今天的代码
-- notes: A successor that ended in its turn is followed to its own successor, up to eight times; a
-- chain that is longer, or a circle, ends at a code that is not in use, which home_in_use reports. A
-- code that ended without a successor leaves the code of today not known. Of a code with several
-- periods the last that has begun counts, or the first, for what the first edition lists has no
-- beginning that we know.
with period as (
  select
    area_code,
    coalesce(max(case when valid_from <= as_of then valid_from end), min(valid_from)) as valid_from
  from area
  cross join moment
  group by area_code
),
once as (
  select
    area.area_code,
    area.valid_to is not null and area.valid_to <= as_of as ended,
    case
      when area.valid_to <= as_of then area.successor_code
      else area.area_code
    end as next_code
  from period
  cross join moment
  join area on area.area_code = period.area_code and area.valid_from = period.valid_from
),
twice as (
  select
    one.area_code,
    case when other.area_code is null then one.next_code else other.next_code end as next_code
  from once as one
  left join once as other on other.area_code = one.next_code
),
four_times as (
  select
    one.area_code,
    case when other.area_code is null then one.next_code else other.next_code end as next_code
  from twice as one
  left join twice as other on other.area_code = one.next_code
),
eight_times as (
  select
    one.area_code,
    case when other.area_code is null then one.next_code else other.next_code end as next_code
  from four_times as one
  left join four_times as other on other.area_code = one.next_code
)
select once.area_code, once.ended, eight_times.next_code as code_today
from once
join eight_times on eight_times.area_code = once.area_code
