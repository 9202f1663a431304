-- indicator: merged_villages
-- commitment: R5
-- zh: 撤并行政村
-- en: Administrative villages dissolved or merged
-- unit: 个
-- target: 26
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已批复、有并入村的撤并行政村个数（不论文件是否齐全）。
--   Mergers that are approved and have a successor, whether or not every paper is there.
select count(*) as value
from merger_case
cross join moment
where merged_on <= as_of and village_code is not null
