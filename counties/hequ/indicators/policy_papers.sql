-- indicator: policy_papers
-- commitment: G2
-- zh: 政策文件数
-- en: Policy papers on the register
-- unit: 份
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日登记的政策文件；文章所计搬迁46份文件须由县扶贫办提供目录。
select count(*) as value
from policy_paper
cross join moment
where issued_on <= as_of
