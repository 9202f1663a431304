-- fact: gift_now
-- grain: donation_id
-- scope: area
-- zh: 社会捐赠及其使用
-- en: a gift, its receipt, and how long it has waited to be used
-- labels: days_held 收到后天数
-- notes: A step after the day of the run has not been taken yet. While the day of its use cannot be
--   read nobody knows how long it has waited.
select
  donation_id,
  donation.village_code,
  donor_kind,
  gift_value,
  receipted,
  case when used_on <= as_of then used_on end as used_on,
  case when cell_unread.record is null then days_between(given_on, as_of) end as days_held
from donation
cross join moment
left join cell_unread
  on cell_unread.field = 'donation.used_on' and cell_unread.record = donation.donation_id
where given_on <= as_of
