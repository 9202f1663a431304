-- rule: exited_child_out_of_school
-- zh: 脱贫户健康适龄儿童未在校
-- en: left poverty, a healthy child of school age out of school
-- severity: error
-- remedy: 请核实劝返复学，或补填不能入学的原因
-- source: 省级“数据问题”清单
-- parameters: youngest 岁 2014-01-01 = 6; oldest 岁 2014-01-01 = 15
-- notes: 义务教育年龄起止由县教育局确认。
select household_id, person_id, village_code, cast(age as varchar) || '岁' as detail
from register_member
where status <> 'registered' and age between youngest and oldest and healthy and not pupil
