-- rule: education_empty
-- zh: 非在校生文化程度为空
-- en: education empty, not in school
-- severity: warning
-- remedy: 请补填文化程度
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where education is null and (schooling = 'none' or (schooling is null and age > 23))
