-- indicator: problems_in_time_share
-- commitment: A9
-- zh: 问题按期整改率
-- en: Problems handled in time
-- unit: %
-- target: 100
-- source: 县台账
-- meaning: 台账问题中交办、认领、整改、销号都没有超期的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'problem_in_time' and step = 'holds'
