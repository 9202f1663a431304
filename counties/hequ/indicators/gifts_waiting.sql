-- indicator: gifts_waiting
-- commitment: G2
-- zh: 未管好用好的捐赠
-- en: Gifts without receipt or use
-- unit: 笔
-- target: 0
-- source: 县社会捐赠台账
-- meaning: 没有开具票据或超过期限没有使用的捐赠；不清楚的不计。
select sum(no) as value from funnel where policy = 'gift_put_to_use' and step = 'holds'
