-- fact: claim_of_person
-- grain: claim_id
-- scope: household
-- zh: 救助保险理赔案件
-- en: A claim on the relief insurance, as it stands on the day of the run
-- labels: occurred_on 出险日期, as_of 计算日, decided 已核赔, days_waiting 已等待天数, event_id 相关事件
-- notes: What is decided after the day of the run is not decided yet. A claim without a day of
--   decision is not decided, unless a sum was granted: then nobody knows since when. It waits since
--   its papers were complete; while nobody knows that day, since it was reported. The event is what
--   the claim is about: for schooling the student's school year, else the stay or accident it names,
--   else for disability the person's year; by it one sees what else is paid for the same event.
with by_then as (
  select i.claim_id, i.person_id, i.cover, i.event_id, i.occurred_on, i.reported_on,
    i.papers_complete_on, m.as_of,
    case when i.decided_on <= m.as_of then i.decided_on end as decided_on,
    case when i.decided_on is null or i.decided_on <= m.as_of then i.granted end as granted
  from claim as i
  cross join moment as m
),
schooling as (
  select c.claim_id, max(y.grant_year) as grant_year
  from by_then as c
  join student_year as y on y.person_id = c.person_id and y.starts_on <= c.occurred_on
  where c.cover = 'education'
  group by c.claim_id
)
select c.claim_id, c.person_id, p.household_id, h.village_code, c.cover, c.occurred_on,
  c.reported_on, c.papers_complete_on, c.decided_on, c.granted, c.as_of,
  case when c.decided_on is not null then true when c.granted is null then false end as decided,
  days_between(coalesce(c.papers_complete_on, c.reported_on), c.as_of) as days_waiting,
  case when c.cover = 'education' then c.person_id || ' school ' || t.grant_year
    when c.event_id is not null then c.event_id
    when c.cover = 'disability' then
      c.person_id || ' disability ' || cast(year(c.occurred_on) as varchar)
    end as event_id
from by_then as c
left join schooling as t on t.claim_id = c.claim_id
left join person as p on p.person_id = c.person_id
left join household as h on h.household_id = p.household_id
