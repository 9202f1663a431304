-- indicator: relocation_people
-- commitment: R1
-- zh: 搬迁对象人口
-- en: People who move with their village
-- unit: 人
-- target: 1546
-- source: 三晋传媒网 2019-05-05
-- meaning: 搬迁对象户的现有家庭成员。
select count(*) as value
from member_now
join relocation_household on relocation_household.household_id = member_now.household_id
where relocation_household.eligible
