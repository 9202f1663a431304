-- indicator: community_services
-- commitment: R8
-- zh: 安置区公共服务设施
-- en: Public services around the new communities
-- unit: 种
-- target: 5
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已启用的设施，同名只计一种。
--   Kinds that are open by today, each name once.
select count(distinct place_name) as value
from community_place_now
cross join moment
where place_class = 'service' and open_since <= as_of
