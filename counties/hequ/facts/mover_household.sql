-- fact: mover_household
-- grain: household_id
-- scope: household
-- zh: 搬迁户（资金、住房）
-- en: A household that moves: what it pays itself, and the flats allotted to it
-- labels: members 家庭人口, flats 分得住房套数, allotted_area 分得住房面积, area_per_head 人均住房面积, days_agreed 签协议后天数
-- notes: The area of several flats is their sum, not known while one of them has none. A flat
-- without a day of allotting may be allotted or not: it leaves the area not known, and the number
-- too unless another one is allotted. While no list of flats has come nothing is known of either.
with allotted as (
  select f.household_id, count(f.allotted_on) as flats,
    case when count(*) = count(f.flat_area) and count(*) = count(f.allotted_on)
      then sum(f.flat_area) end as allotted_area
  from flat as f
  cross join moment as m
  where f.allotted_on is null or f.allotted_on <= m.as_of
  group by f.household_id
)
select k.household_id, h.village_code, h.status, h.members, k.moving_agreed_on, k.own_contribution,
  days_between(k.moving_agreed_on, m.as_of) as days_agreed,
  case when a.flats > 0 then a.flats
    when a.household_id is null and l.flats_listed then 0 end as flats,
  a.allotted_area,
  divide(a.allotted_area, h.members) as area_per_head
from mover as k
cross join moment as m
cross join ledgers_come as l
left join household_now as h on h.household_id = k.household_id
left join allotted as a on a.household_id = k.household_id
