-- indicator: flat_area_per_head
-- commitment: R3
-- zh: 人均安置住房面积
-- en: Floor area a head of movers
-- unit: ㎡
-- target: 25
-- source: 三晋传媒网 2019-05-05
-- meaning: 分得住房、面积和人口都清楚的搬迁户，面积之和除以人口之和，不超过目标为达标。
--   Movers with a flat whose area and members are known, taken together; at most the target.
select divide(sum(allotted_area), sum(members)) as value
from mover_household
where allotted_area is not null and members is not null
