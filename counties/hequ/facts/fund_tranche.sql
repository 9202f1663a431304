-- fact: fund_tranche
-- grain: fund_id
-- scope: area
-- zh: 专项资金到位情况
-- en: A tranche of money today: what was planned, and what has arrived
-- labels: days_late 逾期天数
-- notes: Before its day a tranche is late by a number of days below zero.
select f.fund_id, f.purpose, f.source, f.planned, f.arrived_on, f.arrived,
  days_between(f.due_on, m.as_of) as days_late
from fund as f
cross join moment as m
