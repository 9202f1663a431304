-- fact: old_house_of_mover
-- grain: old_house_id
-- scope: household
-- zh: 搬迁户旧房（丈量、评估、协议、拆除、复垦）
-- en: The old house of a household, with the steps done and those that are late
-- labels: moving 属搬迁户, members 家庭人口, agreed 已签拆除协议, days_measured 丈量后天数, demolition_late 拆除逾期天数, reclamation_late 复垦逾期天数, demolished_in_time 按期拆除, reclaimed_in_time 按期复垦
-- notes: In time is who signed and finished by the day agreed on; without that day nobody can say.
--   Without a day of signing nobody signed, unless a day was agreed on. A step after the day of the run has not been taken yet;
--   whether one was taken whose day cannot be read, nobody knows. The household moves if it stands in the list of movers.
with by_then as (
  select i.old_house_id, i.household_id, i.house_area, i.yard_area, i.value, i.rights_kept,
    i.demolish_by, i.reclaim_by, m.as_of,
    case when i.measured_on <= m.as_of then i.measured_on end as measured_on,
    case when i.agreed_on <= m.as_of then i.agreed_on end as agreed_on,
    case when i.agreed_on is not null then i.agreed_on <= m.as_of
      when i.demolish_by is null and i.reclaim_by is null and g.record is null
        then false end as agreed,
    case when i.demolished_on <= m.as_of then i.demolished_on end as demolished_on,
    case when i.reclaimed_on <= m.as_of then i.reclaimed_on end as reclaimed_on,
    d.record is null or i.demolished_on is not null as demolition_told,
    r.record is null or i.reclaimed_on is not null as reclamation_told
  from old_house as i
  cross join moment as m
  left join cell_unread as g on g.field = 'old_house.agreed_on' and g.record = i.old_house_id
  left join cell_unread as d on d.field = 'old_house.demolished_on' and d.record = i.old_house_id
  left join cell_unread as r on r.field = 'old_house.reclaimed_on' and r.record = i.old_house_id
)
select o.old_house_id, o.household_id, h.village_code, h.members, case when k.household_id is not null then true when l.movers then false end as moving,
  o.house_area, o.yard_area, o.value, o.rights_kept, o.agreed_on, o.demolished_on, o.reclaimed_on,
  o.agreed,
  days_between(o.measured_on, o.as_of) as days_measured,
  case when o.demolition_told then days_between(o.demolish_by, o.as_of) end as demolition_late,
  case when o.reclamation_told then days_between(o.reclaim_by, o.as_of) end as reclamation_late,
  o.agreed and case when o.demolition_told then o.demolished_on is not null end
    and (o.demolished_on is null or o.demolished_on <= o.demolish_by) as demolished_in_time,
  o.agreed and case when o.reclamation_told then o.reclaimed_on is not null end
    and (o.reclaimed_on is null or o.reclaimed_on <= o.reclaim_by) as reclaimed_in_time
from by_then as o
left join household_now as h on h.household_id = o.household_id
cross join ledgers_come as l
left join mover as k on k.household_id = o.household_id
