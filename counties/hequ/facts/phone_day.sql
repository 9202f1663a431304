-- fact: phone_day
-- grain: phone_on
-- scope: area
-- zh: 每天电话抽查比例
-- en: each of the last 31 days, and what share of the helpers, or of poor households, was called
-- labels: phone_on 日期, days_ago 距今天数, calls 抽查次数, share_of_helpers 占帮扶责任人比例, share_of_households 占贫困户比例
-- notes: Helpers are those in post today with a pairing today, households the registered and those
-- that keep the policies. Each helper counts once a day. Where the county has no record of calls
-- nothing is known; where it has, a day that is not in it had none.
with digit as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as given (n)
),
day_of as (
  select as_of - 1 - (tens.n * 10 + ones.n) as phone_on, 1 + tens.n * 10 + ones.n as days_ago
  from moment
  cross join digit as ones
  cross join digit as tens
  where tens.n * 10 + ones.n < 31
),
called as (
  select called_on, count(distinct helper_id) as helpers, count(distinct household_id) as homes
  from phone_check
  group by called_on
),
base as (
  select
    (select count(*) from helper_pairing where in_post and helps) as helpers,
    (select count(*) from household_now
      where status in ('registered', 'exited_with_policies')) as homes,
    case when exists (select 1 from phone_check) then 0 end as nothing
  from moment
)
select
  day_of.phone_on,
  cast(null as varchar) as village_code,
  day_of.days_ago,
  coalesce(called.helpers, base.nothing) as calls,
  divide(100 * coalesce(called.helpers, base.nothing), base.helpers) as share_of_helpers,
  divide(100 * coalesce(called.homes, base.nothing), base.homes) as share_of_households
from day_of
cross join base
left join called on called.called_on = day_of.phone_on
