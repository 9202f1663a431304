-- indicator: phone_days_share
-- commitment: A8
-- zh: 电话抽查达到比例的天数占比
-- en: Days on which two of a hundred were called
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 近31天中抽查比例达到规定（暂定2%）的天数占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'phone_two_percent' and step = 'holds'
