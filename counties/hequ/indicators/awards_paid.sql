-- indicator: awards_paid
-- commitment: I1
-- zh: 已兑现产业奖补
-- en: Awards for farming of last year that were paid
-- unit: yuan
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 上一自然年验收的奖补中银行已付成功的金额。
--   Of the awards accepted in the last full year, what the bank has paid.
select coalesce(sum(e.delivered), 0) as value
from entitlement as e
join funnel as f on f.policy = e.policy and f.step = 'right_award'
cross join moment as m
where year(e.dated_on) = year(m.as_of) - 1
