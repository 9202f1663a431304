-- indicator: award_policies
-- commitment: I1
-- zh: 产业奖补政策
-- en: Award policies for farming
-- unit: 项
-- target: 20
-- source: 三晋传媒网 2019-05-05
-- meaning: 有现行规则的奖补政策项数，种、养、加、销全链条。
--   Policies that decide on awards, over planting, raising, processing and selling.
select count(distinct policy) as value
from funnel
where step = 'right_award'
