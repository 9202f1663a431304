-- fact: disabled_year
-- grain: person_id, year
-- scope: household
-- zh: 持证残疾人每年情况（每年12月1日为准）
-- en: A card holder in one year, counted on 1 December
-- labels: counted_on 计算日, resident 本县居民, event_id 相关事件
-- notes: This year, once 1 December has come, and each year since 2018, in which the supplement began,
--   for what was due once stays due. The latest card on that day counts. Resident is who belongs to a
--   household of the county on that day; a card holder whom the register of persons does not know is
--   not known, nor is one whose day of leaving cannot be read. Who came from another household of the county (in the ledger of changes) was resident
--   before.
with ago as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as given (n)
),
years as (
  select year(as_of) - n as year, as_of from moment cross join ago where year(as_of) - n >= 2018
),
days as (
  select year, as_of, cast(cast(year as varchar) || '-12-01' as date) as counted_on from years
),
latest as (
  select d.person_id, y.year, y.counted_on, max(d.certified_on) as certified_on
  from disability as d
  join days as y on d.certified_on <= y.counted_on
  where y.counted_on <= y.as_of
  group by d.person_id, y.year, y.counted_on
),
came as (
  select person_id, household_id from household_move group by person_id, household_id
)
select l.person_id, p.household_id, h.village_code, l.year, l.counted_on, d.certified_on,
  d.expires_on,
  case when p.person_id is not null and (u.record is null or p.left_on is not null) then
    (p.joined_on is null or p.joined_on <= l.counted_on or c.person_id is not null)
    and (p.left_on is null or l.counted_on < p.left_on) end as resident,
  l.person_id || ' disability ' || cast(l.year as varchar) as event_id
from latest as l
join disability as d on d.person_id = l.person_id and d.certified_on = l.certified_on
left join person as p on p.person_id = l.person_id
left join came as c on c.person_id = p.person_id and c.household_id = p.household_id
left join household as h on h.household_id = p.household_id
left join cell_unread as u on u.field = 'person.left_on' and u.record = l.person_id
