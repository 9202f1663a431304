-- indicator: awards_beyond_budget
-- commitment: I1
-- zh: 超出总额未兑现奖补
-- en: Awards beyond the budget of last year
-- unit: yuan
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 上一自然年验收合格、因年度总额用完未兑现或只兑现一部分的差额。
--   What was accepted last year but no longer fitted into the budget.
select coalesce(sum(e.computed - e.due), 0) as value
from entitlement as e
join funnel as f on f.policy = e.policy and f.step = 'right_award'
cross join moment as m
where year(e.dated_on) = year(m.as_of) - 1 and e.reason = 'budget'
