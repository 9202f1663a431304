-- indicator: relief_covers
-- commitment: S7
-- zh: 救助保险保障范围
-- en: Covers of the relief insurance that were claimed
-- unit: 种
-- target: 5
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日实际报案的保障种类数：残疾人、教育、自然灾害、意外事故、医疗费用救助。
select count(distinct cover) as value
from claim
cross join moment
where occurred_on <= as_of
