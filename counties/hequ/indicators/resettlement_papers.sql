-- indicator: resettlement_papers
-- commitment: G2
-- zh: 搬迁政策文件
-- en: Policy papers on resettlement
-- unit: 份
-- target: 46
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日登记、方向为促搬迁的政策文件。
select count(*) as value
from policy_paper
cross join moment
where direction = '促搬迁' and issued_on <= as_of
