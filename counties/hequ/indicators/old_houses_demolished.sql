-- indicator: old_houses_demolished
-- commitment: R4
-- zh: 已拆除旧房
-- en: Old houses demolished
-- unit: 处
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁户旧房中截至当日已拆除的处数。
--   Old houses of movers that are demolished by today.
select count(*) as value
from old_house_of_mover
cross join moment
where moving and demolished_on <= as_of
