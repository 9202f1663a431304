-- rule: adult_in_primary_school
-- zh: 20岁及以上在小学或学前
-- en: 20 or older, in primary school or below
-- severity: error
-- remedy: 请核对出生日期和在校生状况
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(age as varchar) || '岁' as detail
from register_member
where age >= 20 and schooling in ('kindergarten', 'primary', 'below_school_age')
