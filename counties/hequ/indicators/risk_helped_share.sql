-- indicator: risk_helped_share
-- commitment: G
-- zh: 监测对象帮扶率
-- en: Households at risk that are helped
-- unit: %
-- target: 100
-- source: 防止返贫监测和帮扶规定
-- meaning: 风险未消除的监测对象中已落实或未到期的占比；不清楚的算作没有。数的是监测对象台账里2019年起识别的户，线索审定纳入而台账漏登的不在内（见数据质量 ruling_without_risk）。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'risk_helped' and step = 'holds'
