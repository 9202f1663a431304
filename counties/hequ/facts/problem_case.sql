-- fact: problem_case
-- grain: problem_id
-- scope: area
-- zh: 问题台账每件的进展
-- en: a problem of the ledger: the steps it took, its term, and where it stands
-- labels: is_found 已发现, is_assigned 已交办, is_accepted 已认领, is_mended 已整改, is_rechecked 已复核, is_closed 已销号, is_escalated 已升级督办, is_held 已问责, last_step 最后环节, days_since_found 发现后天数, days_since_assigned 交办后天数, days_over_term 超期天数, days_since_mended 整改后天数, days_since_recheck 复核后天数
-- notes: Of a step taken several times the last counts, and a repair that was returned is none. A
-- step without a day has been taken, but nobody knows when: what is counted from it is not known.
with taken as (
  select problem_step.problem_id, step_number, ledger_step, stepped_on, repair_by, repair_found
  from problem_step
  cross join moment
  where stepped_on is null or stepped_on <= as_of
),
latest as (
  select
    problem_id,
    max(step_number) as last_number,
    max(case when ledger_step = 'returned' then step_number end) as last_return,
    max(case when ledger_step = 'repaired' then step_number end) as last_repair,
    max(case when ledger_step = 'rechecked' then step_number end) as last_recheck,
    min(case when ledger_step = 'found' then stepped_on end) as found_on,
    max(case when ledger_step = 'assigned' then stepped_on end) as assigned_on,
    bool_or(ledger_step = 'assigned') as is_assigned,
    bool_or(ledger_step = 'accepted') as is_accepted,
    bool_or(ledger_step = 'closed') as is_closed,
    bool_or(ledger_step = 'escalated') as is_escalated,
    bool_or(ledger_step = 'held') as is_held,
    max(repair_by) as repair_by
  from taken
  group by problem_id
)
select
  problem.problem_id,
  problem.village_code,
  problem.household_id,
  problem.found_by,
  problem.at_once,
  latest.found_on <= as_of as is_found,
  recheck.repair_found,
  latest.is_assigned,
  latest.is_accepted,
  case when latest.problem_id is not null then repair.problem_id is not null end as is_mended,
  case when latest.problem_id is not null then recheck.problem_id is not null end as is_rechecked,
  latest.is_closed,
  latest.is_escalated,
  latest.is_held,
  last_one.ledger_step as last_step,
  days_between(latest.found_on, as_of) as days_since_found,
  days_between(latest.assigned_on, as_of) as days_since_assigned,
  days_between(
    case when problem.at_once then latest.found_on else latest.repair_by end, as_of
  ) as days_over_term,
  days_between(repair.stepped_on, as_of) as days_since_mended,
  days_between(recheck.stepped_on, as_of) as days_since_recheck
from problem
cross join moment
left join latest on latest.problem_id = problem.problem_id
left join taken as last_one
  on last_one.problem_id = latest.problem_id and last_one.step_number = latest.last_number
left join taken as repair
  on repair.problem_id = latest.problem_id and repair.step_number = latest.last_repair
  and (latest.last_return is null or latest.last_return < latest.last_repair)
left join taken as recheck
  on recheck.problem_id = latest.problem_id and recheck.step_number = latest.last_recheck
  and (latest.last_repair is null or latest.last_repair < latest.last_recheck)
