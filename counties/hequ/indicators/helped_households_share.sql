-- indicator: helped_households_share
-- commitment: A4
-- zh: 贫困户结对率
-- en: Poor households with a helper
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 贫困户（含脱贫享受政策户）中有在岗帮扶责任人结对的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'helper_for_household' and step = 'holds'
