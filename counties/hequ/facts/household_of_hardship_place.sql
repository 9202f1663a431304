-- fact: household_of_hardship_place
-- grain: household_id
-- scope: household
-- zh: 居住在已评估村的户
-- en: a household in a place whose eight indicators were assessed
-- labels: members 家庭人口, place_relocates 所在村整村搬迁
-- notes: The whole place moves, so every household counts, registered or not. Whether the place
-- moves is what policy relocation_village says of it: yes, no (it is not in its list), not known.
select
  household_now.household_id,
  household_now.village_code,
  household_now.place_code,
  household_now.members,
  case when relocation_village.subject is null then false else relocation_village.eligible end
    as place_relocates
from household_now
join hardship_latest on hardship_latest.place_code = household_now.place_code
left join relocation_village on relocation_village.subject = household_now.place_code
