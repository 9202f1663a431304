-- indicator: awards_due
-- commitment: I1
-- zh: 产业奖补资金
-- en: Awards for farming due last year
-- unit: yuan
-- target: 45000000
-- source: 三晋传媒网 2019-05-05
-- meaning: 上一自然年按验收日期先后、在年度资金总额内应兑现的奖补；总额用完后不再计入。
--   Awards accepted in the last full calendar year, after the yearly budget has cut what exceeds it.
select coalesce(sum(e.due), 0) as value
from entitlement as e
join funnel as f on f.policy = e.policy and f.step = 'right_award'
cross join moment as m
where year(e.dated_on) = year(m.as_of) - 1
