-- rule: one_spouse
-- zh: 配偶不超过一人
-- en: a household has at most one spouse of the head
-- severity: error
-- remedy: 请核对与户主关系
-- source: 2021年数据校验工具
select
  member_now.household_id,
  cast(null as varchar) as person_id,
  member_now.village_code,
  '配偶' || count(*) || '人' as detail
from member_now
join person on person.person_id = member_now.person_id
where person.relation = 'spouse'
group by member_now.household_id, member_now.village_code
having count(*) > 1
