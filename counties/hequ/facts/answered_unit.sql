-- fact: answered_unit
-- grain: unit_kind, unit
-- scope: area
-- zh: 每个方向、部门、乡镇、行政村有无一把手负责
-- en: each direction, department, township and village, and whether somebody in post answers for it
-- labels: unit 单位, has_answerable 有负责的一把手
-- notes: Directions and departments come from the list of offices, townships and villages from the
-- list of areas. Where the county has no list of those who answer nothing is known. Somebody whom
-- the list of helpers does not know leaves it not known, unless somebody in post answers too; so does
-- somebody of whom it is not written for which unit of its kind he answers.
with unit_of as (
  select unit_kind, office_name as unit, cast(null as varchar) as village_code
  from office
  where unit_kind in ('direction', 'department')
  union
  select 'township' as unit_kind, area_code as unit, cast(null as varchar) as village_code
  from area
  cross join moment
  where level = 'township' and (valid_to is null or valid_to > as_of)
  union
  select 'village' as unit_kind, village_code as unit, village_code
  from village_now
  where in_use
),
answering_now as (
  select unit_kind, coalesce(office_name, area_code) as unit, helper_now.in_post
  from answerable
  cross join moment
  left join helper_now on helper_now.helper_id = answerable.helper_id
  where answering = 'answerable'
    and (from_date is null or from_date <= as_of) and (to_date is null or to_date > as_of)
),
for_some_unit as (
  select distinct unit_kind
  from answering_now
  where unit is null
)
select
  unit_of.unit_kind,
  unit_of.unit,
  unit_of.village_code,
  case when bool_or(answering_now.in_post) then true
    when count(answering_now.unit) > count(answering_now.in_post) then null
    when max(for_some_unit.unit_kind) is null and exists (select 1 from answerable)
      then false end as has_answerable
from unit_of
left join answering_now
  on answering_now.unit_kind = unit_of.unit_kind and answering_now.unit = unit_of.unit
left join for_some_unit on for_some_unit.unit_kind = unit_of.unit_kind
group by unit_of.unit_kind, unit_of.unit, unit_of.village_code
