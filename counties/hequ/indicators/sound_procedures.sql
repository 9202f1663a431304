-- indicator: sound_procedures
-- commitment: G
-- zh: 识别退出程序规范率
-- en: Identifications and exits whose every step is in order
-- unit: %
-- target: 100
-- source: 扶贫开发建档立卡工作方案（国开办发〔2014〕24号）
-- meaning: 程序各环节齐全、顺序正确、公示期满、无异议的占比；有环节未记载的算作未达标。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy in ('identification_procedure', 'exit_procedure') and step = 'holds'
