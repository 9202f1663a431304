-- indicator: community_facilities
-- commitment: R8
-- zh: 安置区便民设施
-- en: Facilities of the new communities
-- unit: 种
-- target: 8
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已启用的设施，同名只计一种。
--   Kinds that are open by today, each name once.
select count(distinct place_name) as value
from community_place_now
cross join moment
where place_class = 'facility' and open_since <= as_of
