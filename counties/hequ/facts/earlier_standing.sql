-- fact: earlier_standing
-- grain: person_id, from_date
-- scope: area
-- zh: 从本县另一户来的人在原户时的户状态起止
-- en: What the earlier household of somebody who moved counted as, while he belonged to it
select
  moved_in.person_id,
  greatest(status_span.from_date, moved_in.earlier_since) as from_date,
  least(status_span.to_date, moved_in.came_on) as to_date,
  status_span.status
from moved_in
join status_span on status_span.household_id = moved_in.earlier_household
where status_span.from_date < moved_in.came_on
  and (status_span.to_date is null or moved_in.earlier_since is null
    or status_span.to_date > moved_in.earlier_since)
