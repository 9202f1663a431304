-- fact: accident_of_person
-- grain: accident_id
-- scope: household
-- zh: 意外事故（连同事发当日的户状态）
-- en: An accident, with the household's status on the day it happened
-- labels: occurred_on 事故发生日期, assessed_on 事故认定日期
-- notes: Nothing written under "compensated" is not known, not nothing.
select a.accident_id, a.person_id, p.household_id, h.village_code, a.occurred_on, a.assessed_on,
  a.causes_relapse, a.loss, a.compensated, s.status
from accident as a
left join person as p on p.person_id = a.person_id
left join household as h on h.household_id = p.household_id
left join standing_of_person as s on s.person_id = a.person_id
  and s.from_date <= a.occurred_on and (s.to_date is null or a.occurred_on < s.to_date)
