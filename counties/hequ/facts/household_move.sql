-- fact: household_move
-- grain: person_id, household_id, other_household_id, happened_on
-- scope: household
-- zh: 户间变动：谁在何时来自或去往本县另一户
-- en: Who came from another household of the county or went to it, and when
-- notes: As the ledger of changes has it (分户、并户、婚嫁), in the book of either household; each change is
--   here once for each of the two. Which of them he came from and which he went to it does not say.
select person_id, household_id, other_household_id, happened_on
from household_event
where kind in ('split', 'merge', 'marriage')
  and person_id is not null
  and other_household_id is not null
union
select person_id, household_id, other_household_id, happened_on from other_book_move
