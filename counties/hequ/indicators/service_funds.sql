-- indicator: service_funds
-- commitment: V1
-- zh: 五项提升资金
-- en: Money for the five services
-- unit: 元
-- target: 244000000
-- source: 三晋传媒网 2019-05-05
-- meaning: 水电路网房排查整改提升已安排的统筹整合资金合计。
select sum(fund_amount) as value
from service_fund
cross join moment
where purpose = 'five_services' and arranged_on <= as_of and origin = 'integrated'
