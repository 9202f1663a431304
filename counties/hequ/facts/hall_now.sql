-- fact: hall_now
-- grain: hall_id
-- scope: area
-- zh: 新时代讲习所的使用
-- en: a learning hall, and how long ago its last session was
-- labels: hall_open 讲习所在用, days_since_session 距最近讲习天数
-- notes: A hall that has had no session yet has waited since it was built; one
--   whose last session cannot be read, nobody knows how long.
select
  hall_id,
  learning_hall.village_code,
  case when e.record is null or ended_on is not null
    then ended_on is null or ended_on > as_of end as hall_open,
  case when l.record is null or last_session_on is not null
    then days_between(coalesce(last_session_on, founded_on), as_of) end as days_since_session
from learning_hall
cross join moment
left join cell_unread as e on e.field = 'learning_hall.ended_on' and e.record = learning_hall.hall_id
left join cell_unread as l on l.field = 'learning_hall.last_session_on' and l.record = learning_hall.hall_id
where founded_on <= as_of
