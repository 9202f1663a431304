-- indicator: irrigation_short_villages
-- commitment: I3
-- zh: 人均水浇地不足的村
-- en: Villages with less irrigated land a head
-- unit: 个
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 工程已投用而人均不足标准的村数，只作提示。
--   A notice, not a gap.
select count(*) as value
from irrigation_short
where eligible
