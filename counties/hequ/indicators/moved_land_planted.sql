-- indicator: moved_land_planted
-- commitment: R6
-- zh: 退耕还林荒山绿化面积
-- en: Moved land planted
-- unit: mu
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 应造林地块中截至当日已造林的面积之和。
--   Area planted by today, of the plots that are to be green.
select coalesce(sum(plot_area), 0) as value
from forest_plot_now
cross join moment
where (plot_kind = 'bare_hill' or policy_allows) and planted_on <= as_of
