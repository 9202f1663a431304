-- rule: disabled_without_card
-- zh: 登记为残疾而无残疾证
-- en: registered as disabled without a card
-- severity: warning
-- remedy: 请核对残联名册或健康状况
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  cast(null as varchar) as detail
from member_now
join household_now
  on household_now.household_id = member_now.household_id
  and household_now.status in ('registered', 'exited_with_policies')
join person on person.person_id = member_now.person_id
left join card_today on card_today.person_id = member_now.person_id
where person.disabled
  and card_today.person_id is null
  and exists (select certified_on from disability)
