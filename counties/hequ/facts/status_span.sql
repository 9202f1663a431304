-- fact: status_span
-- grain: household_id, from_date
-- scope: household
-- zh: 户状态起止（互不重叠）
-- en: What a household counts as from day to day, without overlaps
-- notes: A status ends on its own last day or where the next one begins, whichever is first: lists
--   often leave the end empty. One whose end is there and cannot be read is no status that we know. On a day that no row covers, the status is not known.
with unread as (
  select distinct household_id
  from intake_finding
  where field = 'household_status.to_date'
)
select s.household_id, h.village_code, s.from_date, s.status,
  least(s.to_date, min(later.from_date)) as to_date
from household_status as s
left join household_status as later
  on later.household_id = s.household_id and later.from_date > s.from_date
left join household as h on h.household_id = s.household_id
left join unread on unread.household_id = s.household_id
group by s.household_id, h.village_code, s.from_date, s.status, s.to_date, unread.household_id
having unread.household_id is null or least(s.to_date, min(later.from_date)) is not null
