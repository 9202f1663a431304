-- indicator: measures_with_paper_share
-- commitment: G2
-- zh: 有文可依的政策改革占比
-- en: Policies and reforms with paper and offices
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 举措中依据文号在政策文件目录、写明牵头和责任单位的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'measure_has_paper' and step = 'holds'
