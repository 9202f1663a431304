-- indicator: whole_village_integrated
-- commitment: V8
-- zh: 整村提升统筹整合资金
-- en: Integrated funds for whole villages
-- unit: 元
-- target: 3369000
-- source: 三晋传媒网 2019-05-05
-- meaning: 整村提升已安排的统筹整合资金合计。
select sum(fund_amount) as value
from service_fund
cross join moment
where purpose = 'whole_village' and arranged_on <= as_of and origin = 'integrated'
