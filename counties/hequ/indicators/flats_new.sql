-- indicator: flats_new
-- commitment: R3
-- zh: 新建安置住房
-- en: Flats newly built for movers
-- unit: 套
-- target: 744
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已竣工的安置住房套数。
--   Flats finished by today.
select count(*) as value
from flat_now
where flat_kind = 'new'
