-- indicator: problems_open
-- commitment: A9
-- zh: 未销号问题
-- en: Problems not closed
-- unit: 件
-- target: 0
-- source: 县台账
-- meaning: 发现而没有销号的问题。
select count(*) as value from problem_case where is_found and not is_closed
