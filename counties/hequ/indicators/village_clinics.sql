-- indicator: village_clinics
-- commitment: V7
-- zh: 新建改造整合村卫生室
-- en: Village clinics built, rebuilt or integrated
-- unit: 个
-- target: 126
-- source: 三晋传媒网 2019-05-05
-- meaning: 当日在用的村卫生室，建设方式为新建、改造或整合。
select count(*) as value
from facility
cross join moment
where kind = 'village_clinic'
  and built in ('new', 'rebuilt', 'integrated')
  and (opened_on is null or opened_on <= as_of)
  and (closed_on is null or closed_on > as_of)
