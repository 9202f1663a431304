-- indicator: phone_days_met
-- commitment: A8
-- zh: 电话抽查达到比例的天数
-- en: Days of the last 31 with enough calls
-- unit: 天
-- target: 31
-- source: 三晋传媒网 2019-05-05
-- meaning: 近31天中抽查比例达到规定（2%）的天数；基数为参数。
select sum(yes) as value from funnel where policy = 'phone_two_percent' and step = 'holds'
