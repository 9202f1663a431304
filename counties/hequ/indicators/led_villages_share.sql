-- indicator: led_villages_share
-- commitment: A4
-- zh: 重点村县级领导包帮率
-- en: Priority villages led by a county leader
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 脱贫重点村中有县级领导包帮的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'leader_for_village' and step = 'holds'
