-- indicator: problems_found
-- commitment: A9
-- zh: 台账问题
-- en: Problems in the ledger
-- unit: 件
-- target:
-- source: 县台账
-- meaning: 截至当日发现的台账问题。
select count(*) as value from problem_case where is_found
