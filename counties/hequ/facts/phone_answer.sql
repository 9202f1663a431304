-- fact: phone_answer
-- grain: call_id
-- scope: area
-- zh: 电话抽查结果
-- en: what a call of the telephone team found
select
  call_id,
  phone_check.helper_id,
  phone_check.household_id,
  household.village_code,
  called_on,
  reached,
  present,
  devoted,
  working
from phone_check
cross join moment
left join household on household.household_id = phone_check.household_id
where called_on <= as_of
