-- indicator: ranger_movers_share
-- commitment: R6
-- zh: 护林员中搬迁群众占比
-- en: Rangers who are movers
-- unit: %
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 在岗护林员中搬迁户成员的比例；怎样算“优先”待确认。
--   Of the rangers in post, those of households that move; what counts as first is open.
select divide(100 * count(*) filter (where moving), count(moving)) as value
from job_now
where ranger
