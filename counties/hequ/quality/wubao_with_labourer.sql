-- rule: wubao_with_labourer
-- zh: 五保户有16至65岁劳动力
-- en: five-guarantees household with a worker of 16 to 65
-- severity: error
-- remedy: 请核对贫困户属性和劳动技能
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(age as varchar) || '岁' as detail
from register_member
where household_type = 'wubao' and work_ability in ('ordinary', 'skilled') and age between 16 and 65
