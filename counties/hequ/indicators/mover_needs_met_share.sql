-- indicator: mover_needs_met_share
-- commitment: R8
-- zh: 搬迁群众需求解决率
-- en: Needs of movers that were met or are in time
-- unit: %
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁群众需求中已解决或未到期的比例；不清楚的计入分母。
--   Needs met, or still within their term; the unknown count in the total.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'mover_need_met' and step = 'holds'
