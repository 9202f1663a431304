-- indicator: works_workers
-- commitment: I5
-- zh: 以工代赈务工贫困人口
-- en: Registered workers on public works
-- unit: person
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 上一自然年有应发工资的贫困劳动力人数，一人只计一次。
--   Registered workers with wages due in the last full year, each once.
select count(distinct payee) as value
from entitlement
cross join moment
where policy = 'work_wages' and due > 0 and year(dated_on) = year(as_of) - 1
