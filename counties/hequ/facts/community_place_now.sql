-- fact: community_place_now
-- grain: place_id
-- scope: area
-- zh: 安置区便民设施和公共服务设施
-- en: A facility of the new communities, or a public service around them
-- labels: days_planned 规划后天数, days_late 逾期天数
-- notes: While the day of its opening cannot be read nobody knows whether it is late.
select c.place_id, c.place_class, c.place_name, c.open_since,
  days_between(c.place_planned_on, m.as_of) as days_planned,
  case when u.record is null then days_between(c.open_by, m.as_of) end as days_late
from community_place as c
cross join moment as m
left join cell_unread as u on u.field = 'community_place.open_since' and u.record = c.place_id
