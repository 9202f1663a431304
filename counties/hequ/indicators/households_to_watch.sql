-- indicator: households_to_watch
-- commitment: G
-- zh: 监测范围内农户
-- en: Households within the monitoring range
-- unit: 户
-- target:
-- source: 2019年脱贫攻坚动态管理工作（边缘户、脱贫监测户）
-- meaning: 边缘户（marginal_household）与脱贫不稳定户（unstable_household）之和；是规则按收入提出、交村评议的建议，不是已审定的监测对象；已审定的看监测对象帮扶率。
select count(*) as value
from (
  select household_id from marginal_household where eligible
  union
  select household_id from unstable_household where eligible
) as watched
