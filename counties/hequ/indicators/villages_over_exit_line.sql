-- indicator: villages_over_exit_line
-- commitment: G
-- zh: 贫困发生率未达退出标准的贫困村
-- en: Poor villages whose incidence is not under the line of exit
-- unit: 个
-- target:
-- source: 关于建立贫困退出机制的意见（2016年）
-- meaning: 在用的贫困村中贫困发生率（未脱贫人口 ÷ 农业人口）不低于退出标准（village_incidence）的；不清楚的不计。wuxiang targeting 另列非贫困村，其中贫困村“未达到”的个数与此相同。
select count(*) as value from village_incidence where eligible and not holds
