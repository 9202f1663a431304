-- indicator: problems_escalated
-- commitment: A9
-- zh: 升级督办问题
-- en: Problems escalated
-- unit: 件
-- target:
-- source: 县台账
-- meaning: 升级督办过的问题。
select count(*) as value from problem_case where is_escalated
