-- indicator: whole_village_ppp
-- commitment: V8
-- zh: 整村提升PPP融资
-- en: Public-private money for whole villages
-- unit: 元
-- target: 300000000
-- source: 三晋传媒网 2019-05-05
-- meaning: 整村提升已安排的PPP融资合计。
select sum(fund_amount) as value
from service_fund
cross join moment
where purpose = 'whole_village' and arranged_on <= as_of and origin = 'ppp'
