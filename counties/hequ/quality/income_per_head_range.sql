-- rule: income_per_head_range
-- zh: 人均纯收入小于等于0或大于10万元
-- en: net income per head not above 0, or above 100,000
-- severity: warning
-- remedy: 请核对各项收入和支出
-- source: 省级“数据问题”清单
-- parameters: highest 元 2014-01-01 = 100000
-- notes: 上限由县扶贫办确认。
select
  household_id,
  cast(null as varchar) as person_id,
  village_code,
  year || '年' as detail
from household_income
where income_per_head <= 0 or income_per_head > highest
