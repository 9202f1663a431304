-- fact: hospital_stay_of_person
-- grain: stay_id
-- scope: household
-- zh: 住院（连同出院当日的户状态）
-- en: A stay in hospital, with the household's status on the day of discharge
-- notes: Days are those of the settlement; they are never computed from the dates, for hospitals
--   count the first or the last day differently.
select t.stay_id, t.person_id, p.household_id, h.village_code, t.hospital_grade, t.admitted_on,
  t.discharged_on, t.days, s.status
from hospital_stay as t
left join person as p on p.person_id = t.person_id
left join household as h on h.household_id = p.household_id
left join standing_of_person as s on s.person_id = t.person_id
  and s.from_date <= t.discharged_on and (s.to_date is null or t.discharged_on < s.to_date)
