-- rule: head_and_spouse_sex
-- zh: 户主与配偶同性别
-- en: head and spouse of the same sex
-- severity: error
-- remedy: 请核对性别和与户主关系
-- source: 省级“数据问题”清单
with couple as (
  select
    member_now.household_id,
    member_now.village_code,
    min(case when person.relation = 'spouse' then member_now.person_id end) as person_id,
    bool_or(person.relation = 'head' and person.sex = 'male')
      and bool_or(person.relation = 'spouse' and person.sex = 'male') as both_men,
    bool_or(person.relation = 'head' and person.sex = 'female')
      and bool_or(person.relation = 'spouse' and person.sex = 'female') as both_women
  from member_now
  join person on person.person_id = member_now.person_id
  where person.relation in ('head', 'spouse')
  group by member_now.household_id, member_now.village_code
)
select
  household_id,
  person_id,
  village_code,
  case when both_men then '都是男' else '都是女' end as detail
from couple
where both_men or both_women
