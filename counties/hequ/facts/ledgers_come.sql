-- fact: ledgers_come
-- grain: as_of
-- scope: area
-- zh: 哪些台账、名册已到
-- en: Which ledgers the county has given at all
-- labels: as_of 计算日, income_sources 固定收益台账已到, industries 户产业台账已到, jobs 就业台账已到, movers 搬迁户名册已到, cards 残疾证名册已到, pairings 结对帮扶名册已到, flats_listed 安置住房台账已到
-- notes: Only with the ledger at hand does a missing name mean "none"; without it nobody can say.
select
  as_of,
  case when exists (select 1 from income_source) then true end as income_sources,
  case when exists (select 1 from household_industry) then true end as industries,
  case when exists (select 1 from job) then true end as jobs,
  case when exists (select 1 from mover) then true end as movers,
  case when exists (select 1 from disability) then true end as cards,
  case when exists (select 1 from pairing) then true end as pairings,
  case when exists (select 1 from flat) then true end as flats_listed
from moment
