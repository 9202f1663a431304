-- indicator: old_houses_reclaimed
-- commitment: R4
-- zh: 已复垦宅基地
-- en: Yards reclaimed
-- unit: 处
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁户宅基地中截至当日已复垦的处数。
--   Yards of movers that are reclaimed by today.
select count(*) as value
from old_house_of_mover
cross join moment
where moving and reclaimed_on <= as_of
