-- fact: township_ranking
-- grain: township_code
-- scope: area
-- zh: 乡镇问题整改排名
-- en: townships ranked by their problems: fewest overdue first, then fewest open
-- labels: township_code 乡镇代码, overdue 超期件数, still_open 未销号件数, place 名次
-- notes: The published formula was not found; how a ranking counts must be confirmed by 县扶贫办. Of
-- whom it is a ranking is a parameter of policy bulletin_issued. Townships that are equal share a place.
with counted as (
  select
    area.area_code as township_code,
    count(case when not is_closed and not is_mended and days_over_term > 0
      then 1 end) as overdue,
    count(case when problem_case.problem_id is not null and is_closed is not true
      then 1 end) as still_open
  from area
  cross join moment
  left join problem_case on starts(9, problem_case.village_code) = starts(9, area.area_code)
  where area.level = 'township' and (area.valid_to is null or area.valid_to > as_of)
  group by area.area_code
)
select
  counted.township_code,
  counted.overdue,
  counted.still_open,
  1 + count(better.township_code) as place
from counted
left join counted as better
  on better.overdue < counted.overdue
  or (better.overdue = counted.overdue and better.still_open < counted.still_open)
group by counted.township_code, counted.overdue, counted.still_open
