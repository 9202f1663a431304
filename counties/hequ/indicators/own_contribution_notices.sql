-- indicator: own_contribution_notices
-- commitment: R2
-- zh: 自筹高于户均标准的户
-- en: Households that pay more themselves than the average
-- unit: 户
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 只作提示。
--   A notice, not a gap.
select count(*) as value
from own_contribution_above
where eligible
