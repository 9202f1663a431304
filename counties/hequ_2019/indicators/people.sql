-- indicator: people
-- commitment: R5
-- zh: 在册人口
-- en: People listed
-- unit: 人
-- meaning: 当日已列入某村的户的现有成员。
select count(*) as value
from member_now
join home_now on home_now.household_id = member_now.household_id
