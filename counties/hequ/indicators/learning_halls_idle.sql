-- indicator: learning_halls_idle
-- commitment: A1
-- zh: 未常态讲习的讲习所
-- en: Learning halls without sessions
-- unit: 个
-- target: 0
-- source: 县台账
-- meaning: 超过规定天数没有讲习的讲习所；不清楚的不计。
select sum(no) as value from funnel where policy = 'learning_hall_used' and step = 'holds'
