-- rule: schooling_empty
-- zh: 6至23岁人员在校生状况和文化程度都为空
-- en: grade and education empty at 6 to 23
-- severity: warning
-- remedy: 请补填在校生状况或文化程度
-- source: 省级“数据问题”清单
select household_id, person_id, village_code, cast(null as varchar) as detail
from register_member
where schooling is null and education is null and age between 6 and 23
