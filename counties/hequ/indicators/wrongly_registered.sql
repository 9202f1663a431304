-- indicator: wrongly_registered
-- commitment: G
-- zh: 疑似错评户
-- en: Households possibly registered wrongly
-- unit: 户
-- target:
-- meaning: 在册未脱贫户中不符合政策 rightly_registered（有排除情形，或收入达标且“两不愁三保障”无缺项）的；不清楚的不计。
select count(*) as value from rightly_registered where eligible and not holds
