-- indicator: safe_housing_share
-- commitment: V2
-- zh: 贫困户边缘户住房安全率
-- en: Safe houses of poor and marginal households
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 实际居住住房中经排查鉴定或改造确认安全的占比；未查清的不算安全。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'safe_housing' and step = 'holds'
