-- fact: helper_now
-- grain: helper_id
-- scope: area
-- zh: 帮扶责任人是否在岗
-- en: a helper, and whether he is in post today
-- notes: A helper listed without a first or last day is in post.
select
  helper_id,
  payroll,
  (from_date is null or from_date <= as_of) and (to_date is null or to_date > as_of) as in_post
from helper
cross join moment
