-- fact: standing_of_person
-- grain: person_id, from_date
-- scope: household
-- zh: 人员名册上的人所在户的状态起止
-- en: What the household that somebody belonged to counted as, for whoever is in a list of events
-- notes: Of whoever came from another household of the county the status of that one counts until then. On
--   a day on which he belonged to no household that we know of, the status is not known; nor is it
--   while the day on which he left cannot be read. Whoever died
--   belonged to his household to the end.
with listed as (
  select person_id from accident
  union
  select person_id from chronic_case
  union
  select person_id from hospital_stay
  union
  select person_id from school_term
  union
  select person_id from work_roll
),
at_home as (
  select
    person.person_id,
    person.household_id,
    greatest(person.joined_on, moved_in.came_on) as begins,
    case when person.left_because = 'death' then null else person.left_on end as ends
  from listed
  join person on person.person_id = listed.person_id
  left join moved_in on moved_in.person_id = listed.person_id
  left join cell_unread as u on u.field = 'person.left_on' and u.record = listed.person_id
  where u.record is null or person.left_on is not null
)
select
  at_home.person_id,
  greatest(status_span.from_date, at_home.begins) as from_date,
  least(status_span.to_date, at_home.ends) as to_date,
  status_span.status
from at_home
join status_span on status_span.household_id = at_home.household_id
where (at_home.begins is null or status_span.to_date is null or status_span.to_date > at_home.begins)
  and (at_home.ends is null or at_home.ends > status_span.from_date)
  and (at_home.begins is null or at_home.ends is null or at_home.begins < at_home.ends)
union all
select
  earlier_standing.person_id,
  earlier_standing.from_date,
  earlier_standing.to_date,
  earlier_standing.status
from listed
join earlier_standing on earlier_standing.person_id = listed.person_id
