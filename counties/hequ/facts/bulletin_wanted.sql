-- fact: bulletin_wanted
-- grain: bulletin_kind, wanted_for
-- scope: area
-- zh: 应有的通报、排名、总结
-- en: each day of the last 31, week of the last five and month of the last three, and its bulletin
-- labels: wanted_for 所属期末日, days_since_end 期满后天数, is_published 已印发
-- notes: A week ends on Sunday. Of several bulletins for one period the first one issued counts, and
-- one that was signed before one that was not. Where the county has no register of bulletins nothing
-- is known; where it has, a period without one has none, and where its day cannot be read
-- nobody knows.
with digit as (
  select n from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as given (n)
),
counted as (
  select hundreds.n * 100 + tens.n * 10 + ones.n as n
  from digit as ones
  cross join digit as tens
  cross join digit as hundreds
),
period_of as (
  select 'daily' as bulletin_kind, as_of - 1 - n as wanted_for
  from moment
  cross join counted
  where n < 31
  union all
  select 'weekly' as bulletin_kind, date '2016-01-03' + 7 * n as wanted_for
  from moment
  cross join counted
  where date '2016-01-03' + 7 * n < as_of
    and days_between(date '2016-01-03' + 7 * n, as_of) <= 35
  union all
  select 'monthly' as bulletin_kind, month_begin - 1 as wanted_for
  from (
    select cast(starts(8, cast(as_of - n as varchar)) || '01' as date) as month_begin
    from moment
    cross join counted
    where n < 62
    group by cast(starts(8, cast(as_of - n as varchar)) || '01' as date)
  ) as begun
),
issued as (
  select
    bulletin_kind,
    period_end,
    min(published_on) as published_on,
    min(signed_on) as signed_on,
    min(ranked) as ranked,
    count(cell_unread.record) as unread
  from bulletin
  cross join moment
  left join cell_unread on cell_unread.field = 'bulletin.published_on'
    and cell_unread.record = bulletin.bulletin_id
  where published_on is null or published_on <= as_of
  group by bulletin_kind, period_end
)
select
  period_of.bulletin_kind,
  period_of.wanted_for,
  cast(null as varchar) as village_code,
  case when issued.published_on is not null then true
    when issued.unread > 0 then null
    when issued.period_end is not null or exists (select 1 from bulletin) then false
  end as is_published,
  issued.published_on,
  issued.signed_on,
  issued.ranked,
  days_between(period_of.wanted_for, as_of) as days_since_end
from period_of
cross join moment
left join issued
  on issued.bulletin_kind = period_of.bulletin_kind and issued.period_end = period_of.wanted_for
