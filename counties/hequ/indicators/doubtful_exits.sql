-- indicator: doubtful_exits
-- commitment: G
-- zh: 疑似错退返贫户
-- en: Exits in doubt
-- unit: 户
-- target:
-- source: 关于建立贫困退出机制的意见（2016年）
-- meaning: 上年及当年退出的农业户不符合退出标准（household_exit），或往年退出的上年度不再达标（exit_lasts）；不清楚的不计。与 wuxiang targeting 的错退同一口径。
select count(*) as value
from (
  select household_id from household_exit where eligible and not holds
  union
  select household_id from exit_lasts where eligible and not holds
) as doubtful
join household_now on household_now.household_id = doubtful.household_id
where household_now.rural
