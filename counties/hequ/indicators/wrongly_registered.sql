-- indicator: wrongly_registered
-- commitment: G
-- zh: 疑似错评户
-- en: Households possibly registered wrongly
-- unit: 户
-- target:
-- source: 扶贫开发建档立卡工作方案（国开办发〔2014〕24号）
-- meaning: 在册未脱贫户中不符合政策 rightly_registered（有排除情形，或收入达标且“两不愁三保障”无缺项）的农业户；不清楚的不计。与 wuxiang targeting 的错评同一口径。
select count(*) as value
from rightly_registered
join household_now on household_now.household_id = rightly_registered.household_id
where rightly_registered.eligible and not rightly_registered.holds and household_now.rural
