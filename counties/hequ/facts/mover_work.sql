-- fact: mover_work
-- grain: household_id
-- scope: household
-- zh: 搬迁户的劳动力、就业和保障收入
-- en: A household that moves: its labour, its jobs, and the income of those without labour
-- labels: has_labour 有劳动力, job_months 最长就业月数, another_longer 另有更久的就业, asset_income 有资产收益, social_security 有社保兜底
-- notes: Labour is a member who is able to work, skilled or partly able; the register asks for it
--   from 16 on, so one of that age of whom nobody says leaves it open. job_months is the longest of
--   the jobs whose months are known, 0 without any; another_longer is not known while a job has
--   none, nor while the county has no list of jobs. Asset income is a dividend or entrusted business, social security an allowance, of any
--   member.
with able as (
  select n.household_id,
    case when p.work_ability in ('ordinary', 'skilled', 'weak') then true
      when p.work_ability in ('lost', 'none') or age_on(n.birth_date, m.as_of) < 16 then false end
      as labour
  from member_now as n
  join person as p on p.person_id = n.person_id
  cross join moment as m
),
labour as (
  select household_id,
    case when bool_or(labour) then true when count(*) = count(labour) then false end as has_labour
  from able
  group by household_id
),
jobs as (
  select household_id, max(months) as job_months,
    case when count(*) = count(months) then false end as another_longer
  from job_now
  group by household_id
),
incomes as (
  select household_id,
    case when bool_or(finance or entrusted) then true
      when count(*) = count(finance or entrusted) then false end as asset_income,
    case when bool_or(support) then true when count(*) = count(support) then false end
      as social_security
  from fixed_income_of_person
  group by household_id
)
select k.household_id, h.village_code, h.status, l.has_labour, coalesce(j.job_months, 0) as job_months,
  case when j.household_id is not null then j.another_longer when c.jobs then false end
    as another_longer,
  i.asset_income, i.social_security
from mover as k
cross join ledgers_come as c
left join household_now as h on h.household_id = k.household_id
left join labour as l on l.household_id = k.household_id
left join jobs as j on j.household_id = k.household_id
left join incomes as i on i.household_id = k.household_id
