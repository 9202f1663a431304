-- fact: problem_move
-- grain: problem_id, step_number
-- scope: area
-- zh: 问题台账每一环节是否合规
-- en: a step of the ledger, and whether it may follow the one before
-- labels: in_ledger 台账有此件, move_allowed 环节衔接允许, previous_on 上一环节日期, closed_when_repaired 整改到位才销号, heard_first 先听取说明申辩
-- notes: The table of moves: found → assigned → accepted → repaired → re-checked → closed; a re-check
-- may return, a return begins again; whoever is late is escalated; somebody is named or held to
-- account only after a re-check. A step may be repaired at once (立行立改).
with allowed as (
  select before_step, after_step
  from (values
    ('none', 'found'), ('found', 'assigned'), ('found', 'repaired'),
    ('assigned', 'accepted'), ('assigned', 'returned'), ('assigned', 'escalated'),
    ('accepted', 'repaired'), ('accepted', 'escalated'), ('accepted', 'rechecked'),
    ('repaired', 'rechecked'), ('rechecked', 'closed'), ('rechecked', 'returned'),
    ('rechecked', 'heard'), ('heard', 'named'), ('heard', 'held'), ('heard', 'returned'),
    ('named', 'held'), ('named', 'returned'), ('held', 'returned'),
    ('returned', 'assigned'), ('returned', 'accepted'), ('returned', 'repaired'),
    ('escalated', 'assigned'), ('escalated', 'accepted'), ('escalated', 'repaired'),
    ('escalated', 'rechecked')
  ) as moves (before_step, after_step)
),
before as (
  select later.problem_id, later.step_number, max(earlier.step_number) as previous_number
  from problem_step as later
  left join problem_step as earlier
    on earlier.problem_id = later.problem_id and earlier.step_number < later.step_number
  group by later.problem_id, later.step_number
),
hearing as (
  select
    problem_id,
    min(stepped_on) as heard_on,
    count(*) - count(stepped_on) as undated
  from problem_step
  where ledger_step = 'heard'
  group by problem_id
)
select
  step.problem_id,
  step.step_number,
  problem.village_code,
  problem.household_id,
  step.ledger_step,
  step.stepped_on,
  problem.problem_id is not null as in_ledger,
  allowed.after_step is not null as move_allowed,
  case when before.previous_number is null then step.stepped_on
    else previous.stepped_on end as previous_on,
  case when step.ledger_step <> 'closed' then true
    when previous.ledger_step = 'rechecked' then previous.repair_found = 'repaired'
    else false end as closed_when_repaired,
  case when step.ledger_step not in ('named', 'held') then true
    when hearing.heard_on <= step.stepped_on then true
    when hearing.undated > 0 or (hearing.heard_on is not null and step.stepped_on is null)
      then null
    else false end as heard_first
from problem_step as step
cross join moment
join before
  on before.problem_id = step.problem_id and before.step_number = step.step_number
left join problem_step as previous
  on previous.problem_id = step.problem_id and previous.step_number = before.previous_number
left join allowed
  on allowed.before_step = coalesce(previous.ledger_step, 'none')
  and allowed.after_step = step.ledger_step
left join problem on problem.problem_id = step.problem_id
left join hearing on hearing.problem_id = step.problem_id
where step.stepped_on is null or step.stepped_on <= as_of
