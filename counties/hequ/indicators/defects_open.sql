-- indicator: defects_open
-- commitment: V1
-- zh: 未到期待整改的问题
-- en: Defects open, not yet due
-- unit: 个
-- target: 0
-- source: 县排查整改台账
-- meaning: 没有整改、期限未过的问题；期限没有记载的不计。
select count(*) as value from village_defect where mended_on is null and days_overdue <= 0
