-- fact: relapse_signal
-- grain: household_id
-- scope: area
-- zh: 部门筛查的返贫致贫信号
-- en: what other offices' records of the last 365 days say of a household: cost, accident, warning
-- labels: self_paid 近一年住院自付, costs_missing 费用不详住院次数, accident_relapse 意外事故认定返贫, warned 部门名单预警, days_since_sign 距最近信号天数, clue_known 已登记线索
-- notes: Self-paid is the total cost of stays less what was reimbursed; a stay of which either is
-- missing leaves the sum not known, and costs_missing counts it; so does one whose day of discharge
-- nobody wrote down, unless it began before. One accident that throws back is enough; one of which
-- that, or the day, is not known leaves it open. Only households with some record
-- are rows. While no list of stays, or of accidents, has come nobody knows whether there was one;
-- nor, without a register of clues, whether one was followed.
with stay as (
  select
    person.household_id,
    sum(total_cost - reimbursed) as known_cost,
    count(*) - count(case when discharged_on is not null then total_cost - reimbursed end)
      as costs_missing,
    max(coalesce(discharged_on, admitted_on)) as last_on
  from hospital_stay
  cross join moment
  join person on person.person_id = hospital_stay.person_id
  where coalesce(discharged_on, admitted_on, as_of) <= as_of
    and coalesce(discharged_on, admitted_on, as_of) > as_of - 365
  group by person.household_id
),
hurt as (
  select
    person.household_id,
    case when bool_or(causes_relapse and occurred_on is not null) then true
      when not bool_or(coalesce(causes_relapse, true)) then false end as caused,
    max(occurred_on) as last_on
  from accident
  cross join moment
  join person on person.person_id = accident.person_id
  where coalesce(occurred_on, as_of) <= as_of and coalesce(occurred_on, as_of) > as_of - 365
  group by person.household_id
),
matched as (
  select household_id, max(coalesce(event_on, recorded_on)) as last_on
  from list_match
  cross join moment
  where match_meaning = 'warning' and recorded_on <= as_of
    and coalesce(event_on, recorded_on) > as_of - 365
  group by household_id
),
signed as (
  select household_id from stay
  union
  select household_id from hurt
  union
  select household_id from matched
),
followed as (
  select household_id, true as known
  from monitoring_clue
  cross join moment
  where clue_on <= as_of and clue_on > as_of - 365
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  household_now.rural,
  household_now.status,
  cast(case when stay.costs_missing > 0 then null
    when stay.household_id is not null then stay.known_cost
    when exists (select 1 from hospital_stay) then 0 end as decimal(18, 2)) as self_paid,
  coalesce(stay.costs_missing, 0) as costs_missing,
  case when hurt.household_id is not null then hurt.caused
    when exists (select 1 from accident) then false end as accident_relapse,
  matched.household_id is not null as warned,
  days_between(greatest(
    coalesce(stay.last_on, date '1900-01-01'),
    coalesce(hurt.last_on, date '1900-01-01'),
    coalesce(matched.last_on, date '1900-01-01')
  ), as_of) as days_since_sign,
  case when followed.known then true
    when exists (select 1 from monitoring_clue) then false end as clue_known
from signed
cross join moment
join household_now on household_now.household_id = signed.household_id
left join stay on stay.household_id = signed.household_id
left join hurt on hurt.household_id = signed.household_id
left join matched on matched.household_id = signed.household_id
left join followed on followed.household_id = signed.household_id
