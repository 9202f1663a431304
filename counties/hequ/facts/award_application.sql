-- fact: award_application
-- grain: application_id
-- scope: household
-- zh: 产业奖补申报（连同申报当日的户状态、所在地形区）
-- en: An application for an award, with the household's status on its day and its terrain zone
-- labels: days_submitted 申报后天数, days_inspected 验收后天数, notice_days 公示天数, inspected 已验收, shown 已公示
-- notes: A step after the day of the run has not been taken yet. A notice runs from its first to its
--   last day, both counted: it was shown when that day is over. Without its last day nobody knows
--   how long it lasted. An application was inspected or shown if there is a day of it; where only
--   the day is missing or cannot be read nobody knows. The zone is that of the village in which the household lives.
with unread as (
  select distinct record,
    case when field in ('industry_award.inspected_on', 'industry_award.accepted_quantity')
      then 'inspected' else 'shown' end as step
  from cell_unread
  where field in ('industry_award.inspected_on', 'industry_award.accepted_quantity',
    'industry_award.award_shown_from', 'industry_award.award_shown_to', 'industry_award.objection')
),
by_then as (
  select i.application_id, i.household_id, i.award, i.submitted_on, m.as_of,
    case when i.inspected_on <= m.as_of then i.inspected_on end as inspected_on,
    case when i.inspected_on is null or i.inspected_on <= m.as_of
      then i.accepted_quantity end as accepted_quantity,
    case when i.inspected_on is not null then i.inspected_on <= m.as_of
      when i.accepted_quantity is null and n.record is null then false end as inspected,
    case when i.award_shown_to >= m.as_of then false
      when i.award_shown_from is not null then i.award_shown_from <= m.as_of
      when i.award_shown_to is null and i.objection is null and w.record is null
        then false end as shown,
    case when i.award_shown_from <= m.as_of then i.award_shown_from end as award_shown_from,
    case when i.award_shown_from <= m.as_of then i.award_shown_to end as award_shown_to,
    case when i.award_shown_from is null or i.award_shown_from <= m.as_of
      then i.objection end as objection
  from industry_award as i
  cross join moment as m
  left join unread as n on n.record = i.application_id and n.step = 'inspected'
  left join unread as w on w.record = i.application_id and w.step = 'shown'
)
select a.application_id, a.household_id, h.village_code, v.zone, a.award, s.status, a.submitted_on,
  a.inspected, a.inspected_on, a.accepted_quantity, a.shown, a.award_shown_from, a.objection,
  days_between(a.submitted_on, a.as_of) as days_submitted,
  days_between(a.inspected_on, a.as_of) as days_inspected,
  days_between(a.award_shown_from, a.award_shown_to) + 1 as notice_days
from by_then as a
left join household as h on h.household_id = a.household_id
left join village as v on v.village_code = h.village_code
left join status_span as s on s.household_id = a.household_id
  and s.from_date <= a.submitted_on and (s.to_date is null or a.submitted_on < s.to_date)
