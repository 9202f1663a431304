-- fact: merger_case
-- grain: old_code
-- scope: area
-- zh: 行政村撤并（两协议一表决、两请示一备案）
-- en: A village dissolved into another, with its set of papers
-- labels: days_begun 启动后天数, successor_in_use 并入村在用, agreements 两协议齐全, vote 表决文件齐全, turnout 到会率, in_favour_share 同意率, requests 两请示齐全, filed 已备案
-- notes: A paper is complete when it is dated, signed and on file; whether one is signed may not be
--   known, nor whether one is dated whose day cannot be read. Shares are per cent, of those entitled and of those present. While no list of papers has
--   come nobody knows which there are; where it has come, one that is not in it is lacking.
with heard as (
  select case when exists (select 1 from village_document) then 0 end as none
  from moment
),
papers as (
  select old_code, paper, voters, voters_present, in_favour,
    signed and case when d.record is null or dated_on is not null then dated_on is not null end
      and case when f.record is null or file_number is not null then file_number is not null end
      as complete
  from village_document
  left join cell_unread as d on d.field = 'village_document.dated_on'
    and d.record = old_code || ' ' || paper
  left join cell_unread as f on f.field = 'village_document.file_number'
    and f.record = old_code || ' ' || paper
),
counted as (
  select old_code,
    count(*) filter (where complete and paper in ('relocation_agreement', 'demolition_agreement'))
      as agreements,
    count(*) filter (where complete is null
      and paper in ('relocation_agreement', 'demolition_agreement')) as agreements_open,
    count(*) filter (where complete and paper in ('request_to_township', 'request_to_county'))
      as requests,
    count(*) filter (where complete is null
      and paper in ('request_to_township', 'request_to_county')) as requests_open,
    count(*) filter (where complete and paper = 'filing') as filings,
    count(*) filter (where complete is null and paper = 'filing') as filings_open,
    count(*) filter (where complete and paper = 'vote') as votes,
    count(*) filter (where complete is null and paper = 'vote') as votes_open,
    divide(100 * max(case when paper = 'vote' then voters_present end),
      max(case when paper = 'vote' then voters end)) as turnout,
    divide(100 * max(case when paper = 'vote' then in_favour end),
      max(case when paper = 'vote' then voters_present end)) as in_favour_share
  from papers
  group by old_code
)
select g.old_code, g.village_code, g.begun_on, g.merged_on,
  days_between(g.begun_on, m.as_of) as days_begun,
  case when g.village_code is null then false else v.in_use end as successor_in_use,
  case when c.agreements = 2 then true
    when coalesce(c.agreements + c.agreements_open, heard.none) < 2 then false end as agreements,
  case when c.votes = 1 then true when coalesce(c.votes + c.votes_open, heard.none) < 1 then false end as vote,
  c.turnout, c.in_favour_share,
  case when c.requests = 2 then true
    when coalesce(c.requests + c.requests_open, heard.none) < 2 then false end as requests,
  case when c.filings = 1 then true
    when coalesce(c.filings + c.filings_open, heard.none) < 1 then false end as filed
from village_merger as g
cross join moment as m
cross join heard
left join counted as c on c.old_code = g.old_code
left join village_now as v on v.village_code = g.village_code
