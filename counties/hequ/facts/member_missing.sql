-- fact: member_missing
-- grain: household_id
-- scope: area
-- zh: 名册上有成员没有可用证件号码的户
-- en: A household of which a list names a member without a number that can be read
-- notes: Intake refuses such a row, unless another list has somebody of that name there. How many belong
--   to the household is then not known, and nothing that depends on all of them.
select distinct household_id
from intake_finding
where rule = 'member_unknown' and household_id is not null
