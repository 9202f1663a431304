-- rule: flagged_by_list
-- zh: 与部门名单比对有疑点
-- en: another office's list contradicts the register: a car, a company, a salary, a death …
-- severity: warning
-- remedy: 请入户核实后更正登记，或书面说明
-- source: 数据比对（compare-lists），比对结果名册
-- notes: 超出一年的比对结果不再列出，应重新比对。
select
  list_match.household_id,
  list_match.person_id,
  household_now.village_code,
  case kind
    when 'vehicle' then '有机动车' when 'company' then '开办企业' when 'public_salary' then '财政供养'
    when 'city_flat' then '购买商品房' when 'death' then '已死亡' when 'marriage' then '婚姻登记'
    when 'residence' then '户籍变动' when 'hospital_stay' then '住院' else '其他'
  end || ' ' || comparison as detail
from list_match
cross join moment
join household_now on household_now.household_id = list_match.household_id
where match_meaning = 'flag' and recorded_on <= as_of and recorded_on > as_of - 365
