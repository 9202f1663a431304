-- indicator: whole_village_bonds
-- commitment: V8
-- zh: 整村提升政府债券资金
-- en: Bonds for whole villages
-- unit: 元
-- target: 60960000
-- source: 三晋传媒网 2019-05-05
-- meaning: 整村提升已安排的政府债券资金合计。
select sum(fund_amount) as value
from service_fund
cross join moment
where purpose = 'whole_village' and arranged_on <= as_of and origin = 'bond'
