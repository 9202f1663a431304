-- indicator: mobile_members_lost
-- commitment: A3
-- zh: 失联流动党员
-- en: Party members out of touch
-- unit: 人
-- target: 0
-- source: 县流动党员台账
-- meaning: 两地党支部不明确、未纳入服务中心或超期未联系的在外流动党员；不清楚的不计。
select sum(no) as value from funnel where policy = 'mobile_member_in_touch' and step = 'holds'
