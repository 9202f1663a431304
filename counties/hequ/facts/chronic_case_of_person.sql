-- fact: chronic_case_of_person
-- grain: case_id
-- scope: household
-- zh: 疑似慢性病病例（连同登记当日的户状态）
-- en: A suspected chronic disease, with the household's status on the day it was suspected
-- labels: days_waiting 已等待天数
-- notes: A step after the day of the run has not been taken yet. Who has died or moved
--   away waits for nobody. The register is the health office's own: no day of a visit means that
--   nobody came yet, no result that none was given. While one of these is there and cannot be read
--   nobody knows how long the case has waited.
with unread as (
  select distinct record
  from cell_unread
  where field in ('chronic_case.visited_on', 'chronic_case.result', 'chronic_case.card_issued_on')
)
select c.case_id, c.person_id, p.household_id, h.village_code, c.suspected_on,
  case when c.visited_on <= m.as_of then c.visited_on end as visited_on,
  case when c.visited_on is null or c.visited_on <= m.as_of then c.result end as result,
  case when c.card_issued_on <= m.as_of then c.card_issued_on end as card_issued_on, s.status,
  case when u.record is null then days_between(c.suspected_on, m.as_of) end as days_waiting
from chronic_case as c
cross join moment as m
left join person as p on p.person_id = c.person_id
left join household as h on h.household_id = p.household_id
left join standing_of_person as s on s.person_id = c.person_id
  and s.from_date <= c.suspected_on and (s.to_date is null or c.suspected_on < s.to_date)
left join unread as u on u.record = c.case_id
where p.left_on is null or m.as_of < p.left_on
