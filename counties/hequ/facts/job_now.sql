-- fact: job_now
-- grain: person_id, job_kind
-- scope: household
-- zh: 在岗人员（菜单岗位）
-- en: A person in a job of the menu today
-- labels: moving 属搬迁户
-- notes: A job runs from its first day until its last is written down. Of two entries for one kind
--   the longer counts, and months not written down are not known, nor are those of a job whose last
--   day cannot be read. While no list of movers has come nobody knows who moves.
select j.person_id, p.household_id, j.job_kind, k.ranger,
  case when o.household_id is not null then true when l.movers then false end as moving,
  case when count(*) = count(j.months) and count(u.record) = 0 then max(j.months) end as months
from job as j
join member_now as p on p.person_id = j.person_id
cross join moment as m
cross join ledgers_come as l
left join cell_unread as u on u.field = 'job.to_date' and j.to_date is null
  and u.record = j.person_id || ' ' || j.job_kind || ' ' || cast(j.from_date as varchar)
left join job_kind as k on k.job_kind = j.job_kind
left join mover as o on o.household_id = p.household_id
where j.from_date <= m.as_of and (j.to_date is null or m.as_of < j.to_date)
group by j.person_id, p.household_id, j.job_kind, k.ranger, o.household_id, l.movers
