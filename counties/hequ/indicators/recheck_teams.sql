-- indicator: recheck_teams
-- commitment: A7
-- zh: 4人督查小组
-- en: Teams of re-checks
-- unit: 个
-- target: 4
-- source: 三晋传媒网 2019-05-05
-- meaning: 在岗人员达到规定人数的组；不清楚的不计。
select sum(yes) as value from funnel where policy = 'recheck_teams_whole' and step = 'holds'
