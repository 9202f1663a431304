-- indicator: irrigation_invested
-- commitment: I3
-- zh: 引黄灌溉投资
-- en: Invested in irrigation from the Yellow River
-- unit: yuan
-- target: 510000000
-- source: 三晋传媒网 2019-05-05
-- meaning: 引黄灌溉用途各批资金的到位金额之和。
--   Sum of what has arrived for irrigation.
select coalesce(sum(arrived), 0) as value
from fund
cross join moment
where purpose = 'irrigation' and arrived_on <= as_of
