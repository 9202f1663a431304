-- fact: insured_person
-- grain: person_id
-- scope: household
-- zh: 现有家庭成员当年参保情况
-- en: A member of a household today, with his insurances of the year and the household's status
-- labels: resident_scheme 应参加居民医保, basic_by_county 县财政代缴基本医保, supplementary_by_county 县财政代缴补充医保, stay_by_county 县财政代缴住院津贴意外险, stay_premium 住院津贴意外险保费, relief_enrolled 已投保救助保险, relief_years_ago 救助保险投保距今年数
-- known_from: disabled disability
-- notes: Whoever is in a list is insured and paid for by whom the list says. Whoever is not in it is
--   not insured if the list has come, and not known if it has not. Employees insured as such cannot
--   join the residents' insurance. Disabled is who has a valid card; of those whom only the register
--   calls disabled it is not known, nor of anybody while no list of cards has come.
with relief as (
  select i.person_id, max(i.year) as year
  from insurance as i
  cross join moment as m
  where i.kind = 'relief' and i.year <= year(m.as_of)
  group by i.person_id
)
select p.person_id, p.household_id, p.village_code, h.status,
  case when c.person_id is not null then c.valid when p.disabled then null
    when g.cards then false end as disabled,
  case when basic.person_id is not null then true else not p.employee_insured end
    as resident_scheme,
  case when basic.person_id is not null then basic.payer = 'county'
    when l.basic_medical then false end as basic_by_county,
  case when extra.person_id is not null then extra.payer = 'county'
    when l.supplementary_medical then false end as supplementary_by_county,
  case when stay.person_id is not null then stay.payer = 'county'
    when l.stay_and_accident then false end as stay_by_county,
  stay.premium as stay_premium,
  case when relief.person_id is not null then true when l.relief then false end
    as relief_enrolled,
  l.year - relief.year as relief_years_ago
from member_now as p
join household_now as h on h.household_id = p.household_id
cross join insurance_lists as l
cross join ledgers_come as g
left join card_today as c on c.person_id = p.person_id
left join insurance as basic on basic.person_id = p.person_id
  and basic.kind = 'basic_medical' and basic.year = l.year
left join insurance as extra on extra.person_id = p.person_id
  and extra.kind = 'supplementary_medical' and extra.year = l.year
left join insurance as stay on stay.person_id = p.person_id
  and stay.kind = 'stay_and_accident' and stay.year = l.year
left join relief on relief.person_id = p.person_id
