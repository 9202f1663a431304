-- fact: fund_tranche
-- grain: fund_id
-- scope: area
-- zh: 专项资金到位情况
-- en: A tranche of money today: what was planned, and what has arrived
-- labels: days_late 逾期天数
-- notes: Before its day a tranche is late by a number of days below zero. While the day on which it
--   came cannot be read nobody knows whether it is late.
select f.fund_id, f.purpose, f.source, f.planned, f.arrived_on, f.arrived,
  case when u.record is null then days_between(f.due_on, m.as_of) end as days_late
from fund as f
cross join moment as m
left join cell_unread as u on u.field = 'fund.arrived_on' and u.record = f.fund_id
