-- fact: household_now
-- grain: household_id
-- scope: household
-- zh: 户的现状：住在哪里、属于哪类户、现有几口人
-- en: a household today: where it lives, what it counts as, how many belong to it
-- notes: A household with no standing today has a status that is not known. One for which nobody was
-- ever listed has members that are not known, and so has one of which a row could not be taken in
-- (member_missing); one that everybody has left has none.
-- It lives in its natural village, or, where no natural village is listed, in the administrative
-- village itself.
with standing as (
  select household_id, status
  from status_span
  cross join moment
  where from_date <= as_of and (to_date is null or to_date > as_of)
),
listed as (
  select person.household_id, count(member_now.person_id) as members
  from person
  left join member_now on member_now.person_id = person.person_id
  group by person.household_id
)
select
  household.household_id,
  household.village_code,
  coalesce(household.natural_village_code, household.village_code) as place_code,
  household.rural,
  standing.status,
  case when member_missing.household_id is null then listed.members end as members
from household
left join standing on standing.household_id = household.household_id
left join listed on listed.household_id = household.household_id
left join member_missing on member_missing.household_id = household.household_id
