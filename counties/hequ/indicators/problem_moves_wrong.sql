-- indicator: problem_moves_wrong
-- commitment: A9
-- zh: 流转不合规的环节
-- en: Steps of the ledger out of order
-- unit: 个
-- target: 0
-- source: 县台账
-- meaning: 不能跟在上一环节之后、日期倒置、整改未到位而销号、或未先听取说明申辩而点名问责的环节；不清楚的不计。
select sum(no) as value from funnel where policy = 'problem_moves_in_order' and step = 'holds'
