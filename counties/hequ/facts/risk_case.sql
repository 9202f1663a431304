-- fact: risk_case
-- grain: household_id, identified_on
-- scope: area
-- zh: 监测对象帮扶与风险消除
-- en: a household at risk: whether it was helped, and what held when the risk was removed
-- labels: identified_on 风险识别时间, helped 已落实帮扶措施, days_at_risk 识别后天数, is_removed 风险已消除
-- notes: The register of households at risk begins with the decision on a clue (clue_case); rule
-- ruling_without_risk finds decisions that nobody entered. A measure begun since the risk was identified helps. Where the county has no register of
-- measures nobody knows; nor does anybody whether a risk is removed whose day of removal cannot be read.
with measured as (
  select risk.household_id, risk.identified_on
  from risk
  cross join moment
  join risk_measure on risk_measure.household_id = risk.household_id
  where risk_measure.from_date >= risk.identified_on and risk_measure.from_date <= as_of
  group by risk.household_id, risk.identified_on
)
select
  risk.household_id,
  risk.identified_on,
  household.village_code,
  risk_kind,
  removed_on,
  case when cell_unread.record is null or removed_on is not null
    then removed_on is not null and removed_on <= as_of end as is_removed,
  removal,
  income_after,
  schooling_after,
  medical_after,
  housing_after,
  water_after,
  case when measured.household_id is not null then true
    when exists (select 1 from risk_measure) then false end as helped,
  days_between(risk.identified_on, as_of) as days_at_risk
from risk
cross join moment
join household on household.household_id = risk.household_id
left join measured
  on measured.household_id = risk.household_id and measured.identified_on = risk.identified_on
left join cell_unread on cell_unread.field = 'risk.removed_on'
  and cell_unread.record = risk.household_id || ' ' || cast(risk.identified_on as varchar)
where risk.identified_on <= as_of
