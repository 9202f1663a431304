-- indicator: resettlement_state_fund
-- commitment: R2
-- zh: 搬迁国家补助
-- en: State grant for resettlement
-- unit: yuan
-- target: 108000000
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁用途、该来源各批资金的到位金额之和。
--   Sum of what has arrived for resettlement from this source.
select coalesce(sum(arrived), 0) as value
from fund
cross join moment
where purpose = 'resettlement' and source = 'state' and arrived_on <= as_of
