-- indicator: mergers_with_papers
-- commitment: R5
-- zh: 文件齐全的撤并村
-- en: Mergers with every paper
-- unit: 个
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 到期应办结的撤并中，两协议一表决、两请示一备案齐全且并入村在用的个数。
--   Of the mergers whose term is over, those that lack nothing.
select coalesce(sum(yes), 0) as value
from funnel
where policy = 'merged_village' and step = 'holds'
