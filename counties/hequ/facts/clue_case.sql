-- fact: clue_case
-- grain: clue_id
-- scope: household
-- zh: 返贫致贫线索办理
-- en: a clue of relapse: how long it has taken, and how it was made public
-- labels: days_taken 办理天数, days_shown 公示天数
-- notes: A step after the day of the run has not been taken yet. The ledger of clues runs
-- from the sign to the decision; what is done after it stands in the register of households at risk
-- (risk_case). Days run from the clue to the decision, or to today; a day of decision that cannot be
-- read leaves them not known. The notice runs from its first to its last day, both counted.
select
  clue_id,
  monitoring_clue.household_id,
  household.village_code,
  clue_on,
  channel,
  case when looked_on <= as_of then looked_on end as looked_on,
  case when compared_on <= as_of then compared_on end as compared_on,
  case when ruled_on <= as_of then ruled_on end as ruled_on,
  case when ruled_on is null or ruled_on <= as_of then ruled_as end as ruled_as,
  times_shown,
  case when cell_unread.record is null or ruled_on is not null
    then days_between(clue_on, least(coalesce(ruled_on, as_of), as_of)) end as days_taken,
  days_between(shown_from, shown_to) + 1 as days_shown
from monitoring_clue
cross join moment
left join cell_unread
  on cell_unread.field = 'monitoring_clue.ruled_on'
  and cell_unread.record = monitoring_clue.clue_id
join household on household.household_id = monitoring_clue.household_id
where clue_on <= as_of
