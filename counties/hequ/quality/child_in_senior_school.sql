-- rule: child_in_senior_school
-- zh: 14岁及以下为高中以上文化程度或年级
-- en: 14 or younger with senior high school or above
-- severity: error
-- remedy: 请核对出生日期、文化程度和在校生状况
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(age as varchar) || '岁' as detail
from register_member
where age <= 14
  and (
    education in ('senior', 'college', 'bachelor')
    or schooling in ('senior_1', 'senior_2', 'senior_3', 'vocational_1', 'vocational_2', 'vocational_3',
      'higher_vocational_1', 'higher_vocational_2', 'higher_vocational_3', 'university')
  )
