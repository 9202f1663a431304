-- rule: same_grade_three_years
-- zh: 连续三年同一年级
-- en: the same grade three years running
-- severity: warning
-- remedy: 请核对在校生状况
-- source: 省级“数据问题”清单
-- notes: “小学”“大专及以上”不分年级，不作判断。
select
  register_member.household_id,
  register_member.person_id,
  register_member.village_code,
  cast(first.year as varchar) || '至' || cast(third.year as varchar) || '年' as detail
from register_member
join grade_year as first on first.person_id = register_member.person_id
join grade_year as second
  on second.person_id = first.person_id
  and second.year = first.year + 1
  and second.schooling = first.schooling
join grade_year as third
  on third.person_id = first.person_id
  and third.year = first.year + 2
  and third.schooling = first.schooling
where first.schooling not in ('none', 'below_school_age', 'kindergarten', 'primary', 'university')
