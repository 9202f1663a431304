-- indicator: mobile_members_managed
-- commitment: A3
-- zh: 双向管理的流动党员
-- en: Party members in touch with both ends
-- unit: 人
-- target: 1160
-- source: 三晋传媒网 2019-05-05
-- meaning: 两地党支部明确、纳入服务中心、按期联系的在外流动党员；不清楚的不计。文章为1160多名。
select sum(yes) as value from funnel where policy = 'mobile_member_in_touch' and step = 'holds'
