-- indicator: phone_answers_share
-- commitment: A8
-- zh: 人到心到工作到
-- en: Calls that found all three
-- unit: %
-- target: 100
-- source: 县电话抽查记录
-- meaning: 接通的抽查电话中人到、心到、工作到都为是的占比；没有记载的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'phone_answers_good' and step = 'holds'
