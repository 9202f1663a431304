-- indicator: households_visited_share
-- commitment: A5
-- zh: 贫困户暗访覆盖率
-- en: Poor households visited without notice
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 规定时间内暗访过的贫困户和脱贫享受政策户占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'household_visited_unannounced' and step = 'holds'
