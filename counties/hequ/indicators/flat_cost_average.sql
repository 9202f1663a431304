-- indicator: flat_cost_average
-- commitment: R3
-- zh: 新建住房单位造价
-- en: Building cost of a ㎡ of new flats
-- unit: yuan
-- target: 1726
-- source: 三晋传媒网 2019-05-05
-- meaning: 已竣工新建住房造价乘面积之和，除以面积之和，不超过目标为达标。
--   Cost weighted by area over finished new flats of which both are known; at most the target.
select divide(sum(cost * flat_area), sum(flat_area)) as value
from flat_now
where flat_kind = 'new' and cost is not null and flat_area is not null
