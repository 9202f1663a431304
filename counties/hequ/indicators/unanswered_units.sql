-- indicator: unanswered_units
-- commitment: G1
-- zh: 无人负责的单位
-- en: Units for which nobody answers
-- unit: 个
-- target: 0
-- source: 三晋传媒网 2019-05-05
-- meaning: 方向、部门、乡镇、行政村中没有在岗一把手负责的；不清楚的不计。
select sum(no) as value from funnel where policy = 'somebody_answers' and step = 'holds'
