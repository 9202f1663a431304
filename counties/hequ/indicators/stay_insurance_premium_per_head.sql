-- indicator: stay_insurance_premium_per_head
-- commitment: S5
-- zh: 人均保费
-- en: Premium per head
-- unit: yuan
-- target: 68
-- source: 三晋传媒网 2019-05-05
-- meaning: 县财政当年缴纳的住院津贴和意外伤害保险保费，除以参保人数；有保费未填的不能计算。
--   Premiums of this year paid by the county, per person in the list; not known while one is missing.
select case when count(*) = count(i.premium) then divide(sum(i.premium), count(*)) end as value
from insurance as i
cross join moment as m
where i.kind = 'stay_and_accident' and i.payer = 'county' and i.year = year(m.as_of)
