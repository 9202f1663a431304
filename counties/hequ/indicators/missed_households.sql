-- indicator: missed_households
-- commitment: G
-- zh: 疑似漏评户
-- en: Households possibly missed
-- unit: 户
-- target:
-- meaning: 按政策 identifiable_household 应识别而未建档立卡的农户；收入未调查的农户不在内。
select count(*) as value from identifiable_household where eligible
