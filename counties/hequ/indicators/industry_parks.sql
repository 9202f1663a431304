-- indicator: industry_parks
-- commitment: R7
-- zh: 扶贫园区
-- en: Industry parks for movers
-- unit: 个
-- target: 2
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日在用的扶贫园区。
select count(*) as value
from organisation
cross join moment
where organisation_kind = 'park' and formed_on <= as_of
  and (dissolved_on is null or dissolved_on > as_of)
