-- indicator: vacant_team_posts
-- commitment: A1
-- zh: 驻村空岗
-- en: Vacant posts of village teams
-- unit: 个
-- target: 0
-- source: 县驻村岗位名册
-- meaning: 驻村岗位中没有在岗人员的；不清楚的不计。
select sum(no) as value from funnel where policy = 'team_post_filled' and step = 'holds'
