-- indicator: spending_policies
-- commitment: S
-- zh: 自主出台减支保障政策
-- en: Policies of the county that cut spending
-- unit: 项
-- target: 10
-- source: 三晋传媒网 2019-05-05
-- meaning: 政策改革举措台账中方向为减支出、截至当日已出台的政策；按 [I] 读作教育2项、医疗3项和救助保险5项保障。
select count(*) as value
from measure_paper
where is_resolved and measure_kind = 'policy' and direction = '减支出'
