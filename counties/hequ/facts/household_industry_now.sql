-- fact: household_industry_now
-- grain: household_id
-- scope: household
-- zh: 户有无在营的特色产业
-- en: A household today, and whether it takes part in a specialty industry
-- labels: has_specialty 有在营特色产业
-- notes: An industry runs from its first day until its last is written down; whether one
--   runs whose last day cannot be read, nobody knows. Whether one counts as
--   a specialty industry of the county is what the ledger says; no entry in the ledger means no
--   industry, and is not known where the county has no ledger.
with running as (
  select i.household_id,
    case when bool_or(i.specialty and u.record is null) then true
        when count(*) = count(i.specialty) and count(u.record) = 0 then false end
      as has_specialty
  from household_industry as i
  cross join moment as m
  left join cell_unread as u on u.field = 'household_industry.to_date' and i.to_date is null
    and u.record = i.household_id || ' ' || i.industry || ' ' || cast(i.from_date as varchar)
  where i.from_date <= m.as_of and (i.to_date is null or m.as_of < i.to_date)
  group by i.household_id
)
select h.household_id, h.village_code, h.status,
  case when r.household_id is not null then r.has_specialty
    when l.industries then false end as has_specialty
from household_now as h
cross join ledgers_come as l
left join running as r on r.household_id = h.household_id
