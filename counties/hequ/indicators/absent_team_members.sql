-- indicator: absent_team_members
-- commitment: A1
-- zh: 离岗超期的驻村队员
-- en: Members of village teams away too long
-- unit: 人
-- target: 0
-- source: 县驻村考勤
-- meaning: 离岗超过规定天数的在册驻村队员；没有考勤的不计。
select sum(no) as value from funnel where policy = 'team_on_site' and step = 'not_long_away'
