-- fact: mobile_member_now
-- grain: person_id
-- scope: household
-- zh: 流动党员双向管理
-- en: a party member living away, his branches, and how long ago the last contact was
-- labels: still_away 仍在外, home_known 有流出地党支部, host_known 有流入地党支部, days_since_contact 距最近联系天数
-- notes: Whoever was never contacted has been out of touch since he went away, unless
-- the day of the contact is there and cannot be read. A branch that was left
-- empty is not known, for the list asks for both.
select
  mobile_member.person_id,
  person.household_id,
  household.village_code,
  case when r.record is null or returned_on is not null
    then returned_on is null or returned_on > as_of end as still_away,
  home_branch <> '' as home_known,
  host_branch <> '' as host_known,
  service_centre,
  case when c.record is null or last_contact_on is not null
    then days_between(coalesce(last_contact_on, away_since), as_of) end as days_since_contact
from mobile_member
cross join moment
left join cell_unread as r on r.field = 'mobile_member.returned_on' and r.record = mobile_member.person_id
left join cell_unread as c on c.field = 'mobile_member.last_contact_on' and c.record = mobile_member.person_id
left join person on person.person_id = mobile_member.person_id
left join household on household.household_id = person.household_id
where away_since is null or away_since <= as_of
