-- indicator: risks_removed_soundly_share
-- commitment: G
-- zh: 风险稳定消除率
-- en: Risks removed with every condition
-- unit: %
-- target: 100
-- source: 防止返贫监测和帮扶规定
-- meaning: 标注风险消除的监测对象中收入、三保障、饮水和帮扶条件都成立的占比；不清楚的算作没有。数的是监测对象台账里2019年起识别的户。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'risk_removed_soundly' and step = 'holds'
