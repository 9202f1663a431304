-- rule: one_medical_insurance
-- zh: 居民医保与职工医保应恰有一项
-- en: in both medical insurances, or in neither
-- severity: error
-- remedy: 请核对参保情况
-- source: 2021年数据校验工具
select household_id, person_id, village_code, case when resident_insured then '两项都参加' else '两项都未参加' end as detail
from register_member
where resident_insured = employee_insured
