-- indicator: phone_callers
-- commitment: A8
-- zh: 电话抽查组人员
-- en: Callers
-- unit: 人
-- target: 5
-- source: 三晋传媒网 2019-05-05
-- meaning: 在岗的电话抽查组员。
select sum(members_in_post) as value from inspection_team where inspection_kind = 'phone'
