-- fact: card_today
-- grain: person_id
-- scope: household
-- zh: 残疾证当前是否有效
-- en: Whether a person's latest disability card is valid on the day of the run
-- notes: A newer card replaces an older one. Without an end on the card it is not known whether
--   it is valid.
with latest as (
  select d.person_id, max(d.certified_on) as certified_on
  from disability as d
  cross join moment as m
  where d.certified_on <= m.as_of
  group by d.person_id
)
select d.person_id, p.household_id, h.village_code, d.certified_on, d.expires_on,
  m.as_of <= d.expires_on as valid
from latest as l
join disability as d on d.person_id = l.person_id and d.certified_on = l.certified_on
cross join moment as m
left join person as p on p.person_id = d.person_id
left join household as h on h.household_id = p.household_id
