-- indicator: problems_overdue
-- commitment: A9
-- zh: 超期问题
-- en: Problems overdue
-- unit: 件
-- target: 0
-- source: 县台账
-- meaning: 期限已过而没有整改、没有销号的问题；期限没有记载的不计。
select count(*) as value from problem_case where is_found and not is_closed and not is_mended and days_over_term > 0
