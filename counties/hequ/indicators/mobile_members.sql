-- indicator: mobile_members
-- commitment: A3
-- zh: 流动党员
-- en: Party members living away
-- unit: 人
-- target:
-- source: 三晋传媒网 2019-05-05
-- meaning: 仍在外的在册流动党员；文章所称1160多名，为1160以上。
select count(*) as value from mobile_member_now where still_away
