-- indicator: irrigated_per_head
-- commitment: I3
-- zh: 农业人口人均水浇地
-- en: Irrigated land per agricultural resident
-- unit: mu
-- target: 1
-- source: 三晋传媒网 2019-05-05
-- meaning: 工程已投用、面积和人口都已登记的村，水浇地之和除以农业人口之和（全县平均，不考核单村）。
--   Villages whose works are in use and whose ledger is complete, taken together: the county's average.
select divide(sum(irrigated_land), sum(residents)) as value
from irrigation_now
where in_use and works_in_use and irrigated_land is not null and residents is not null
