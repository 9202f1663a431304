-- rule: watched_without_risk
-- zh: 户类型为监测户或边缘户，监测对象台账无登记
-- en: a household counts as watched or marginal, and the register of risks lacks it
-- severity: warning
-- remedy: 请补登监测对象台账，或改正户类型
-- source: 防止返贫监测和帮扶规定
select
  household_now.household_id,
  cast(null as varchar) as person_id,
  household_now.village_code,
  cast(null as varchar) as detail
from household_now
where household_now.status in ('monitored', 'marginal')
  and exists (select identified_on from risk)
  and household_now.household_id not in (
    select household_id from risk cross join moment where identified_on <= as_of
  )
