-- fact: moved_in
-- grain: person_id
-- scope: area
-- zh: 从本县另一户来的人：何时、从哪一户
-- en: Somebody who came from another household of the county: when, and from which
-- labels: came_on 入户日期, earlier_household 原户, earlier_since 入原户日期
-- notes: As the ledger of changes has it (分户、并户、婚嫁), which may stand in the book of either household;
--   the last change between somebody's household of today and another. Without a change that brought
--   him to that other one he was there from the beginning.
with arrived as (
  select person.person_id, person.household_id, max(moves.happened_on) as came_on
  from person
  join household_move as moves
    on moves.person_id = person.person_id
    and moves.household_id = person.household_id
  group by person.person_id, person.household_id
),
origin as (
  select arrived.person_id, arrived.came_on, min(moves.other_household_id) as earlier_household
  from arrived
  join household_move as moves
    on moves.person_id = arrived.person_id
    and moves.household_id = arrived.household_id
    and moves.happened_on = arrived.came_on
  group by arrived.person_id, arrived.came_on
)
select
  origin.person_id,
  origin.came_on,
  origin.earlier_household,
  max(moves.happened_on) as earlier_since
from origin
left join household_move as moves
  on moves.person_id = origin.person_id
  and moves.household_id = origin.earlier_household
  and moves.happened_on < origin.came_on
group by origin.person_id, origin.came_on, origin.earlier_household
