-- fact: hall_now
-- grain: hall_id
-- scope: area
-- zh: 新时代讲习所的使用
-- en: a learning hall, and how long ago its last session was
-- labels: hall_open 讲习所在用, days_since_session 距最近讲习天数
-- notes: A hall that has had no session yet has waited since it was built.
select
  hall_id,
  learning_hall.village_code,
  ended_on is null or ended_on > as_of as hall_open,
  days_between(coalesce(last_session_on, founded_on), as_of) as days_since_session
from learning_hall
cross join moment
where founded_on <= as_of
