-- indicator: defects_unchecked
-- commitment: V1
-- zh: 已整改待复核的问题
-- en: Defects repaired, not looked at again
-- unit: 个
-- target: 0
-- source: 县排查整改台账
-- meaning: 已整改而没有复核的问题，不论整改后几天。
select count(*) as value from village_defect where mended_on is not null and repair_checked_on is null
