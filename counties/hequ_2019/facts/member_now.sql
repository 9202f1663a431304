-- fact: member_now
-- grain: person_id
-- scope: household
-- zh: 现有家庭成员
-- en: the people who belong to their households today
select person.person_id, person.household_id
from person
cross join moment
where left_on is null or left_on > as_of
