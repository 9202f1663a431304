-- indicator: defects_overdue
-- commitment: V1
-- zh: 超期未整改的问题
-- en: Defects overdue
-- unit: 个
-- target: 0
-- source: 县排查整改台账
-- meaning: 整改期限已过而没有整改的问题；期限没有记载的不计。
select count(*) as value from village_defect where mended_on is null and days_overdue > 0
