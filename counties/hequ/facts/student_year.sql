-- fact: student_year
-- grain: person_id, school_year
-- scope: household
-- zh: 学生每学年在读情况（连同开学当日的户状态）
-- en: A student in one school year, with his household's status on its first day
-- labels: grant_year 补助年度, event_id 相关事件
-- notes: The first day is not known while one of the year's terms has none, and the stage is not
--   known when a term has none or its terms contradict each other. grant_year is the year in which the school year
--   begins, for the payment lists know years and terms, not school years.
with years as (
  select person_id, school_year, starts(4, school_year) as grant_year,
    case when count(*) = count(starts_on) then min(starts_on) end as starts_on,
    case when count(*) = count(stage) and min(stage) = max(stage) then min(stage) end as stage
  from school_term
  group by person_id, school_year
)
select y.person_id, p.household_id, h.village_code, y.school_year, y.grant_year, y.starts_on,
  y.stage, s.status, y.person_id || ' school ' || y.grant_year as event_id
from years as y
left join person as p on p.person_id = y.person_id
left join household as h on h.household_id = p.household_id
left join standing_of_person as s on s.person_id = y.person_id
  and s.from_date <= y.starts_on and (s.to_date is null or y.starts_on < s.to_date)
