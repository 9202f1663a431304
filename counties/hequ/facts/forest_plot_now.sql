-- fact: forest_plot_now
-- grain: plot_id
-- scope: area
-- zh: 搬迁村退耕还林、荒山绿化地块
-- en: A plot of a moved village that may become forest, or a bare hill to be greened
-- labels: days_listed 列入后天数
-- notes: A step after the day of the run has not been taken yet. While the day of planting cannot be
--   read nobody knows how long it has waited.
select p.plot_id, p.village_code, p.plot_kind, p.plot_area, p.policy_allows,
  case when p.planted_on <= m.as_of then p.planted_on end as planted_on,
  case when u.record is null then days_between(p.listed_on, m.as_of) end as days_listed
from forest_plot as p
cross join moment as m
left join cell_unread as u on u.field = 'forest_plot.planted_on' and u.record = p.plot_id
