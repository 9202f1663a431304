-- indicator: mover_organisations
-- commitment: R7
-- zh: 吸纳搬迁人口的合作社和专业队
-- en: Co-operatives and teams made for movers
-- unit: 个
-- target: 24
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日在用、专门吸纳搬迁人口的扶贫造林合作社和水利水保专业队。
select count(*) as value
from organisation
cross join moment
where organisation_kind in ('afforestation', 'water_team') and takes_movers
  and formed_on <= as_of and (dissolved_on is null or dissolved_on > as_of)
