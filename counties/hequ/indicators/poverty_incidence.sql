-- indicator: poverty_incidence
-- commitment: G
-- zh: 综合贫困发生率
-- en: Poverty incidence
-- unit: %
-- target:
-- source: 关于建立贫困退出机制的意见（2016年）
-- meaning: 未脱贫建档立卡人口 ÷ 农业户人口，按现有家庭成员计；县退出须低于2%。状态、户口性质或人口不清的户两边都不计，与 wuxiang targeting 全县一行同一口径。
select divide(100 * count(case when status = 'registered' then 1 end), count(*)) as value
from member_now
join household_now on household_now.household_id = member_now.household_id
where household_now.rural and household_now.status is not null and household_now.members is not null
