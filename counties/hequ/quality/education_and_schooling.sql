-- rule: education_and_schooling
-- zh: 文化程度和在校生状况同时填写
-- en: education and grade both filled
-- severity: warning
-- remedy: 在校生只填在校生状况，非在校生只填文化程度
-- source: 2021年数据校验工具
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where education is not null and education <> 'preschool' and schooling not in ('none', 'below_school_age')
