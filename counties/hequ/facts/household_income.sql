-- fact: household_income
-- grain: household_id, year
-- scope: household
-- zh: 户年人均纯收入
-- en: a household's net income of a year, and per head
-- notes: 人均纯收入 = (工资性 + 生产经营性 + 财产性 + 转移性 − 生产经营性支出) ÷ 家庭人口。
-- Property is the dividend of poverty-relief assets and other property; transfers are the
-- family-planning grant, subsistence allowance, five-guarantees money, pension, ecological
-- compensation and others, as the national form counts them. Some counties leave out the pension,
-- a soldier's allowance, helpers' gifts and survivors' money; Hequ must confirm that it does not.
-- The members are those of the last day of the year, or of today while the year still runs. Who has
-- gone to another household since (分户、并户、婚嫁, in the ledger of changes) counts where he was then.
-- Where a list names a member who could not be taken in, nobody knows how many they are.
-- One sub-item that is not known leaves the income not known; items_missing says how many there are.
with earned as (
  select
    income.household_id,
    household.village_code,
    income.year,
    least(cast(income.year || '-12-31' as date), as_of) as counted_on,
    wages + business + dividend + other_property
      + family_planning + dibao + wubao + pension + ecology + other_transfer
      - business_cost as net_income,
    case when wages is null then 1 else 0 end
      + case when business is null then 1 else 0 end
      + case when business_cost is null then 1 else 0 end
      + case when dividend is null then 1 else 0 end
      + case when other_property is null then 1 else 0 end
      + case when family_planning is null then 1 else 0 end
      + case when dibao is null then 1 else 0 end
      + case when wubao is null then 1 else 0 end
      + case when pension is null then 1 else 0 end
      + case when ecology is null then 1 else 0 end
      + case when other_transfer is null then 1 else 0 end as items_missing
  from income
  join household on household.household_id = income.household_id
  cross join moment
),
belonged as (
  select earned.household_id, earned.year, person.person_id
  from earned
  join person on person.household_id = earned.household_id
  where (joined_on is null or joined_on <= counted_on)
    and (left_on is null or left_on > counted_on)
  union
  select earned.household_id, earned.year, gone.person_id
  from earned
  join household_move as gone on gone.household_id = earned.household_id
  left join person on person.person_id = gone.person_id
    and person.household_id = gone.household_id
  where gone.happened_on > counted_on
    and person.person_id is null
),
family as (
  select belonged.household_id, year, count(*) as members
  from belonged
  left join member_missing on member_missing.household_id = belonged.household_id
  where member_missing.household_id is null
  group by belonged.household_id, year
)
select
  earned.household_id,
  earned.village_code,
  earned.year,
  family.members,
  cast(earned.net_income as decimal(18, 2)) as net_income,
  earned.items_missing,
  divide(earned.net_income, family.members) as income_per_head
from earned
left join family on family.household_id = earned.household_id and family.year = earned.year
