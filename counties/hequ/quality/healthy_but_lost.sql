-- rule: healthy_but_lost
-- zh: 16至65岁健康人员丧失劳动力
-- en: healthy at 16 to 65, ability to work lost
-- severity: error
-- remedy: 请核对健康状况和劳动技能
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where healthy and work_ability = 'lost' and age between 16 and 65
