-- indicator: gifts_value
-- commitment: G2
-- zh: 社会捐赠价值
-- en: Value of gifts
-- unit: 元
-- target:
-- source: 县社会捐赠台账
-- meaning: 截至当日社会捐赠的价值合计。
select sum(gift_value) as value from gift_now
