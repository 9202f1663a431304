-- fact: irrigation_now
-- grain: village_code
-- scope: area
-- zh: 行政村最近一年的引黄灌溉台账
-- en: An administrative village in the latest year of the irrigation ledger
-- labels: in_use 村仍在用, ledger_age 台账距今年数, per_head 人均水浇地, works_in_use 工程已投用
-- notes: The latest year written down up to today counts, whatever earlier years said; a village in
--   no year of the ledger is not known. Mu per agricultural resident, to four decimals.
with latest as (
  select village_code, max(year) as year
  from irrigation
  cross join moment
  where ledger_on <= as_of
  group by village_code
)
select v.village_code, v.in_use, year(m.as_of) - l.year as ledger_age, i.irrigated_land, i.residents,
  i.in_use as works_in_use, divide(i.irrigated_land, i.residents) as per_head
from village_now as v
cross join moment as m
left join latest as l on l.village_code = v.village_code
left join irrigation as i on i.village_code = l.village_code and i.year = l.year
