-- indicator: rolling_income_watched
-- commitment: G
-- zh: 近十二个月收入在监测范围内农户
-- en: Households within the range over twelve months
-- unit: 户
-- target:
-- source: 防止返贫监测和帮扶规定
-- meaning: 近十二个月人均收入扣除合规自付刚性支出低于监测范围的农户；缺月的不计。只看有月度收支记录的户；“监测范围内农户”按上年度收入看所有调查过收入的户，两数不可相加。
select count(*) as value from rolling_income_household where eligible
