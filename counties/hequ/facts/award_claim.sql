-- fact: award_claim
-- grain: application_id
-- scope: household
-- zh: 通过验收和公示的产业奖补申报
-- en: An application for an award, and whether it passed acceptance and notice
-- labels: passed 通过验收和公示
-- notes: Passed is what policy award_passed says of it: yes, no (it is not in its list), not known.
select a.application_id, a.household_id, a.village_code, a.zone, a.award, a.inspected_on,
  a.accepted_quantity,
  case when p.subject is null then false else p.eligible end as passed
from award_application as a
left join award_passed as p on p.subject = a.application_id
