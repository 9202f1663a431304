-- rule: working_without_ability
-- zh: 无劳动力或丧失劳动力而外出务工
-- en: works away without the ability to work
-- severity: error
-- remedy: 请核对劳动技能和务工情况
-- source: 2023年省级规则 2_12_004
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  case when person.work_ability = 'lost' then '丧失劳动力' else '无劳动力' end
    || '，务工' || person.work_months || '个月' as detail
from member_now
join person on person.person_id = member_now.person_id
where person.work_ability in ('none', 'lost') and person.work_months > 0
