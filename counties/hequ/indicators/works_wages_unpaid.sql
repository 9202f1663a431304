-- indicator: works_wages_unpaid
-- commitment: I5
-- zh: 未发以工代赈工资
-- en: Wages on public works not paid
-- unit: yuan
-- target: 0
-- source: 三晋传媒网 2019-05-05
-- meaning: 贫困劳动力应发未发的工资，各月之和。
--   Wages due to registered workers that have not arrived.
select coalesce(sum(lacking), 0) as value
from entitlement
where policy = 'work_wages'
