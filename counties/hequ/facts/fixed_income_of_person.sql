-- fact: fixed_income_of_person
-- grain: person_id
-- scope: household
-- zh: 现有家庭成员的固定收益（低保五保、金融扶贫、委托经营）
-- en: A member of a household today, with the fixed incomes that still run
-- labels: support 有低保五保收益, finance 有金融扶贫收益, entrusted 有委托经营收益
-- notes: A contract runs from its first to its last day and while nothing is in arrears; where one
--   of these is not written down, it is not known. Support needs no contract: without a last day it
--   goes on, and one that cannot be read leaves it not known. What names no person is the whole household's. No entry in
--   the ledger means no income, and is not known where the county has no ledger.
with running as (
  select i.household_id, i.person_id, i.measure,
    case when i.measure = 'support' then
        (i.from_date is null or i.from_date <= m.as_of)
        and case when u.record is null or i.to_date is not null
          then i.to_date is null or m.as_of <= i.to_date end
      else i.from_date <= m.as_of and m.as_of <= i.to_date and not i.in_arrears
        and i.yearly_return > 0 end as runs
  from income_source as i
  cross join moment as m
  left join cell_unread as u on u.field = 'income_source.to_date' and u.record = i.source_id
),
of_person as (
  select p.person_id, r.measure,
    case when bool_or(r.runs) then true when count(*) = count(r.runs) then false end as runs
  from member_now as p
  join running as r on r.household_id = p.household_id
    and (r.person_id is null or r.person_id = p.person_id)
  group by p.person_id, r.measure
)
select p.person_id, p.household_id, p.village_code, h.status,
  case when support.person_id is not null then support.runs
    when l.income_sources then false end as support,
  case when finance.person_id is not null then finance.runs
    when l.income_sources then false end as finance,
  case when entrusted.person_id is not null then entrusted.runs
    when l.income_sources then false end as entrusted
from member_now as p
cross join ledgers_come as l
join household_now as h on h.household_id = p.household_id
left join of_person as support
  on support.person_id = p.person_id and support.measure = 'support'
left join of_person as finance
  on finance.person_id = p.person_id and finance.measure = 'finance'
left join of_person as entrusted
  on entrusted.person_id = p.person_id and entrusted.measure = 'entrusted'
