-- indicator: paired_cadres_share
-- commitment: A4
-- zh: 干部职工结对率
-- en: People on the public payroll with a poor household
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 在岗财政供养人员中结对贫困户的占比；不清楚的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'household_for_cadre' and step = 'holds'
