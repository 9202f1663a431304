-- indicator: findings_not_repaired
-- commitment: A7
-- zh: 复核未整改到位的问题
-- en: Findings not, or half, repaired
-- unit: 件
-- target: 0
-- source: 县台账
-- meaning: 复核结论为整改不到位或未整改、未销号的问题。
select count(*) as value from problem_case where repair_found in ('half', 'not') and not is_closed
