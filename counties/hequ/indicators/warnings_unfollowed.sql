-- indicator: warnings_unfollowed
-- commitment: G
-- zh: 未核查的部门预警
-- en: Warnings that nobody looked into
-- unit: 户
-- target: 0
-- source: 防止返贫监测和帮扶规定
-- meaning: 部门预警、意外返贫或大额自付后超过期限没有登记线索的农户；不清楚的不计。
select sum(no) as value from funnel where policy = 'warning_followed' and step = 'holds'
