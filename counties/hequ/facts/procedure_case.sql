-- fact: procedure_case
-- grain: household_id, kind, year
-- scope: household
-- zh: 识别、退出程序各环节
-- en: one identification or exit of a household with the days of its steps
-- labels: kind 程序, year_end 年度末日, finished 程序已走完, notice_days 公示天数
-- notes: It is finished when it was announced, or when its year is over: then every step must be
-- there. While the year runs, a procedure not yet announced is still under way.
-- The notice runs from its first to its last day, both counted.
select
  procedure.household_id,
  household.village_code,
  procedure.kind,
  procedure.year,
  cast(procedure.year || '-12-31' as date) as year_end,
  procedure.year < year(as_of) or (announced_on is not null and announced_on <= as_of) as finished,
  applied_on,
  discussed_on,
  verified_on,
  consented_on,
  notice_from,
  notice_to,
  days_between(notice_from, notice_to) + 1 as notice_days,
  objections,
  township_on,
  county_on,
  announced_on
from procedure
join household on household.household_id = procedure.household_id
cross join moment
