-- indicator: sudden_hardship_households
-- commitment: G
-- zh: 突发严重困难户（建议）
-- en: Households in sudden grave difficulty, as proposed
-- unit: 户
-- target:
-- source: 防止返贫监测和帮扶规定
-- meaning: 刚性支出达到规定或意外返贫的农户；由村评议认定。
select count(*) as value from sudden_hardship_household where eligible
