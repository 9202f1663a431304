-- indicator: own_contribution_average
-- commitment: R2
-- zh: 搬迁户均自筹
-- en: Own contribution of a household that moves, on average
-- unit: yuan
-- target: 9500
-- source: 三晋传媒网 2019-05-05
-- meaning: 已签协议、自筹金额已登记的搬迁户的平均数，不超过目标为达标；没登记的不在内，另列为问题。
--   Average over movers whose contribution is known; at most the target. Unknown ones are questions.
select divide(sum(own_contribution), count(own_contribution)) as value
from mover_household
where days_agreed >= 0
