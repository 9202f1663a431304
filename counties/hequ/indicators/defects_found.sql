-- indicator: defects_found
-- commitment: V1
-- zh: 排查发现的问题
-- en: Defects found
-- unit: 个
-- target:
-- source: 县排查整改台账
-- meaning: 截至当日水电路网房排查发现的问题。
select count(*) as value from village_defect
