-- indicator: bare_hills_green_share
-- commitment: R6
-- zh: 荒山绿化率
-- en: Bare hills greened
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 列入的荒山地块按面积，截至当日已绿化的比例。
--   Of the area of bare hills listed, what is planted by today.
select divide(100 * sum(case when planted_on <= as_of then plot_area else 0 end), sum(plot_area))
  as value
from forest_plot_now
cross join moment
where plot_kind = 'bare_hill'
