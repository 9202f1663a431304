-- indicator: defects_closed_share
-- commitment: V1
-- zh: 问题整改复核率
-- en: Defects repaired and found in order
-- unit: %
-- target: 100
-- source: 县排查整改台账
-- meaning: 整改并复核通过的问题占发现问题的比例；复核结论没有记载的算作未通过。
select divide(100 * count(case when repair_passed then 1 end), count(*)) as value from village_defect
