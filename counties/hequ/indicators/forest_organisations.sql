-- indicator: forest_organisations
-- commitment: R6
-- zh: 林业管护站和造林合作社
-- en: Forestry stations and co-operatives in the moved area
-- unit: 个
-- target: 12
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁区域内截至当日在用的林业管护站和造林合作社。
--   Those in the moved area that exist today.
select count(*) as value
from organisation
cross join moment
where organisation_kind in ('forest_station', 'afforestation') and in_moved_area
  and formed_on <= as_of and (dissolved_on is null or dissolved_on > as_of)
