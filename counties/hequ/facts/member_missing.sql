-- fact: member_missing
-- grain: household_id
-- scope: area
-- zh: 名册上有成员读不出的户（没有可用证件号码，或入户、减少日期读不出）
-- en: A household of which a list names a member without a number, or a day of coming or leaving, that can be read
-- notes: Intake refuses such a row, unless another list has somebody of that name there. Whose
--   day of coming or leaving cannot be read may belong to it or not. How many belong
--   to the household is then not known, and nothing that depends on all of them.
select household_id
from intake_finding
where rule = 'member_unknown' and household_id is not null
union
select person.household_id
from cell_unread
join person on person.person_id = cell_unread.record
where (cell_unread.field = 'person.left_on' and person.left_on is null)
  or (cell_unread.field = 'person.joined_on' and person.joined_on is null)
