-- fact: covert_finding
-- grain: visit_id
-- scope: area
-- zh: 暗访发现的三落实情况
-- en: what an unannounced visit found of the three things to be carried out
select
  visit_id,
  covert_visit.village_code,
  covert_visit.household_id,
  visited_at,
  announced,
  responsibility_kept,
  policy_kept,
  work_kept
from covert_visit
cross join moment
where visited_at <= as_of
