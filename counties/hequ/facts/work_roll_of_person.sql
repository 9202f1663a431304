-- fact: work_roll_of_person
-- grain: roll_id
-- scope: household
-- zh: 以工代赈用工（连同当月末的户状态）
-- en: A worker's month on public works, with his household's status on its last day
select r.roll_id, r.person_id, p.household_id, h.village_code, s.status, r.month_end, r.days_worked,
  r.day_rate
from work_roll as r
left join person as p on p.person_id = r.person_id
left join household as h on h.household_id = p.household_id
left join standing_of_person as s on s.person_id = r.person_id
  and s.from_date <= r.month_end and (s.to_date is null or r.month_end < s.to_date)
