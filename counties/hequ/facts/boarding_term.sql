-- fact: boarding_term
-- grain: person_id, term
-- scope: household
-- zh: 学生每学期在校与寄宿情况
-- en: A pupil in one term, with his household
select t.person_id, p.household_id, h.village_code, t.term, t.school_year, t.starts_on,
  t.stage, t.county_school, t.boards, t.boarding_fee
from school_term as t
left join person as p on p.person_id = t.person_id
left join household as h on h.household_id = p.household_id
