-- fact: member_now
-- grain: person_id
-- scope: household
-- zh: 现有家庭成员
-- en: the people who belong to their households today
-- notes: A member without a day of joining belongs to the household from the beginning;
-- one without a day of leaving is still there.
select
  person.person_id,
  person.household_id,
  household.village_code,
  person.birth_date,
  person.schooling,
  person.education,
  person.serious_illness,
  person.disabled,
  person.resident_insured,
  person.employee_insured
from person
join household on household.household_id = person.household_id
cross join moment
where (joined_on is null or joined_on <= as_of)
  and (left_on is null or left_on > as_of)
