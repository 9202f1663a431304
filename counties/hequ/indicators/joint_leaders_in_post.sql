-- indicator: joint_leaders_in_post
-- commitment: G1
-- zh: 在任双组长
-- en: Joint leaders in post
-- unit: 人
-- target: 2
-- source: 三晋传媒网 2019-05-05
-- meaning: 县脱贫攻坚领导小组在任组长人数。
select max(joint_leaders) as value from county_leadership
