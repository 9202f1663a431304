-- fact: register_member
-- grain: person_id
-- scope: household
-- zh: 建档立卡户（含脱贫户）现有成员
-- en: the members today of households in the national register, those that left poverty included
-- labels: age 周岁, pupil 在校
-- notes: In the register are the registered and those who left poverty, with policies or without.
-- The registry fills either the grade or the education: whoever has an education and no grade is
-- not in school. Below school age is not in school.
select
  member_now.person_id,
  member_now.household_id,
  member_now.village_code,
  household_now.status,
  household.household_type,
  household.main_cause,
  age_on(member_now.birth_date, as_of) as age,
  case
    when person.schooling in ('none', 'below_school_age') then false
    when person.schooling is not null then true
    when person.education is not null then false
  end as pupil,
  person.education,
  person.schooling,
  person.healthy,
  person.chronic_illness,
  person.serious_illness,
  person.work_ability,
  person.work_place,
  person.work_months,
  person.resident_insured,
  person.employee_insured,
  person.serious_insured
from member_now
cross join moment
join household_now
  on household_now.household_id = member_now.household_id
  and household_now.status in ('registered', 'exited_with_policies', 'exited')
join household on household.household_id = member_now.household_id
join person on person.person_id = member_now.person_id
