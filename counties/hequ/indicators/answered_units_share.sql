-- indicator: answered_units_share
-- commitment: G1
-- zh: 有一把手负责的单位占比
-- en: Units for which somebody answers
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 方向、部门、乡镇、行政村中有在岗一把手负责的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'somebody_answers' and step = 'holds'
