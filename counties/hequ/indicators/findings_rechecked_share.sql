-- indicator: findings_rechecked_share
-- commitment: A7
-- zh: 督查复核率
-- en: Findings re-checked and followed
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 省市督导、暗访发现的问题中按期复核、不到位已问责的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'finding_rechecked' and step = 'holds'
