-- indicator: missed_households
-- commitment: G
-- zh: 疑似漏评户
-- en: Households possibly missed
-- unit: 户
-- target:
-- source: 扶贫开发建档立卡工作方案（国开办发〔2014〕24号）
-- meaning: 按政策 identifiable_household 应识别而从未建档立卡的农户；收入未调查的不在内，脱贫后返贫的计入疑似错退返贫户。与 wuxiang targeting 的漏评同一口径。
select count(*) as value
from identifiable_household
join household_now on household_now.household_id = identifiable_household.household_id
where identifiable_household.eligible
  and household_now.rural and household_now.status in ('ordinary', 'marginal')
