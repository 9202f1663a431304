-- fact: household_guarantees
-- grain: household_id
-- scope: household
-- zh: 三保障：义务教育、基本医疗、住房安全
-- en: the three guarantees of a household today: schooling, medical insurance, a safe house
-- notes: Schooling: every child who was 6 to 14 years old on the first day of the school year is in
-- school (义务教育法：年满六周岁，九年). The registry fills either the grade or the education, so a
-- child with an education and no grade is out of school. Whether illness or disability excuses a
-- child is the education office's finding; until then such a child is not known.
-- Insurance: every member is in the residents' or the employees' medical insurance.
-- A member who could not be taken in (member_missing) may be neither, unless another is not.
-- House: every house lived in is safe by the rule of policy safe_housing; a household without any
-- house in the survey is not known.
with term as (
  select
    case
      when as_of >= cast(year(as_of) || '-09-01' as date) then cast(year(as_of) || '-09-01' as date)
      else cast((year(as_of) - 1) || '-09-01' as date)
    end as begins_on
  from moment
),
at_school as (
  select
    person_id,
    household_id,
    resident_insured or employee_insured as insured,
    case
      when birth_date is null then null
      when age_on(birth_date, begins_on) not between 6 and 14 then true
      when schooling is not null and schooling <> 'none' then true
      when (schooling = 'none' or education is not null)
        and not disabled and not serious_illness then false
    end as schooled
  from member_now
  cross join term
),
family as (
  select
    at_school.household_id,
    case when bool_or(not schooled) then false
      when count(*) = count(schooled) and count(member_missing.household_id) = 0 then true end
      as children_in_school,
    case when bool_or(not insured) then false
      when count(*) = count(insured) and count(member_missing.household_id) = 0 then true end
      as medically_insured
  from at_school
  left join member_missing on member_missing.household_id = at_school.household_id
  group by at_school.household_id
),
lodging as (
  select
    household_id,
    lived_in,
    not lived_in or repaired or grade in ('A', 'B') or (not suspected and grade is null) as well
  from house_now
),
housing as (
  select
    household_id,
    case when bool_or(not well) then false
      when count(*) = count(well) and bool_or(lived_in) then true end as safely_housed
  from lodging
  group by household_id
)
select
  household_now.household_id,
  household_now.village_code,
  family.children_in_school,
  family.medically_insured,
  housing.safely_housed
from household_now
left join family on family.household_id = household_now.household_id
left join housing on housing.household_id = household_now.household_id
