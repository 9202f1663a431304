-- rule: exited_income_below_line
-- zh: 脱贫户人均纯收入低于标准
-- en: left poverty with an income per head below the line
-- severity: error
-- remedy: 请核对收入；确实低于标准的按程序核查是否返贫
-- source: 省级“数据问题”清单
-- parameters: exit_line 元 2014-01-01 = 2952
-- notes: 全国比对对2014至2017年退出户一律用2952元；本省当年标准由县扶贫办确认后按日期添加。
select household_id, cast(null as varchar) as person_id, village_code, '人均' || cast(cast(income_per_head as decimal(18, 2)) as varchar) || '元' as detail
from register_income
where status <> 'registered' and income_per_head < exit_line
