-- indicator: covert_teams
-- commitment: A5
-- zh: 3人暗访组
-- en: Teams of unannounced visits
-- unit: 个
-- target: 13
-- source: 三晋传媒网 2019-05-05
-- meaning: 在岗人员达到规定人数的组；不清楚的不计。
select sum(yes) as value from funnel where policy = 'covert_teams_whole' and step = 'holds'
