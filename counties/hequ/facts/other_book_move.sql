-- fact: other_book_move
-- grain: person_id, household_id, other_household_id, happened_on
-- scope: area
-- zh: 只记在另一户变更台账上的户间变动
-- en: Changes between households that stand in the book of the other household alone
-- notes: Seen from the household in whose book they do not stand (分户、并户、婚嫁).
with moves as (
  select person_id, household_id, other_household_id, happened_on
  from household_event
  where kind in ('split', 'merge', 'marriage')
    and person_id is not null
    and other_household_id is not null
),
alone as (
  select person_id, other_household_id as household_id, household_id as other_household_id,
    happened_on
  from moves
  except
  select person_id, household_id, other_household_id, happened_on from moves
)
select person_id, household_id, other_household_id, happened_on from alone
