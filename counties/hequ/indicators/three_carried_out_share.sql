-- indicator: three_carried_out_share
-- commitment: A5
-- zh: 三落实达标率
-- en: Visits that found all three carried out
-- unit: %
-- target: 100
-- source: 县暗访记录
-- meaning: 暗访中责任、政策、工作都落实的占比；没有记载的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'three_carried_out' and step = 'holds'
