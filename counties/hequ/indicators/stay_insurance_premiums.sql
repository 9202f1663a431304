-- indicator: stay_insurance_premiums
-- commitment: S5
-- zh: 住院津贴和意外险保费
-- en: Premiums paid by the county
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 县财政当年缴纳的住院津贴和意外伤害保险保费之和；名册未填保费的不在内。
--   Premiums of this year in the insurer's list, paid by the county.
select coalesce(sum(i.premium), 0) as value
from insurance as i
cross join moment as m
where i.kind = 'stay_and_accident' and i.payer = 'county' and i.year = year(m.as_of)
