-- rule: one_head
-- zh: 每户恰有一名户主
-- en: every household has exactly one head
-- severity: error
-- remedy: 请核对与户主关系
-- source: 2021年数据校验工具
select
  member_now.household_id,
  cast(null as varchar) as person_id,
  member_now.village_code,
  '户主' || count(*) filter (where person.relation = 'head') || '人' as detail
from member_now
join person on person.person_id = member_now.person_id
group by member_now.household_id, member_now.village_code
having count(*) filter (where person.relation = 'head') > 1
  or (
    count(*) filter (where person.relation = 'head') = 0
    and count(*) = count(person.relation)
  )
