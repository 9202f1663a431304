-- fact: mover_need_of_household
-- grain: need_id
-- scope: household
-- zh: 搬迁群众上学、就医、生活需求
-- en: What a household of movers needs, and since when
-- labels: moving 属搬迁户, days_waiting 等待天数
-- notes: A step after the day of the run has not been taken yet. While the day on which it was met
--   cannot be read nobody knows how long it has waited.
select n.need_id, n.household_id, h.village_code,
  case when k.household_id is not null then true when l.movers then false end as moving, n.need,
  case when n.met_on <= m.as_of then n.met_on end as met_on,
  case when u.record is null then days_between(n.raised_on, m.as_of) end as days_waiting
from mover_need as n
cross join moment as m
left join cell_unread as u on u.field = 'mover_need.met_on' and u.record = n.need_id
left join household as h on h.household_id = n.household_id
cross join ledgers_come as l
left join mover as k on k.household_id = n.household_id
