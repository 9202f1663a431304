-- rule: ruling_without_risk
-- zh: 线索审定为监测对象，监测对象台账无登记或类别不同
-- en: a clue was ruled to be a household at risk, and the register of risks lacks it or says another kind
-- severity: error
-- remedy: 请把审定结果登记到监测对象台账，或改正类别
-- source: 防止返贫监测和帮扶规定
-- notes: 两本台账各管一段：线索台账记“发现到审定”，监测对象台账记“审定之后的帮扶和消除”。审定之后识别时间不早于线索日期的登记才算同一件事。
select
  monitoring_clue.household_id,
  cast(null as varchar) as person_id,
  household.village_code,
  '审定于' || cast(ruled_on as varchar) as detail
from monitoring_clue
cross join moment
join household on household.household_id = monitoring_clue.household_id
where ruled_on <= as_of
  and ruled_as in ('unstable', 'marginal', 'sudden')
  and exists (select identified_on from risk)
  and not exists (
    select 1
    from risk
    where risk.household_id = monitoring_clue.household_id
      and identified_on >= clue_on
      and (risk_kind is null or risk_kind = ruled_as)
  )
