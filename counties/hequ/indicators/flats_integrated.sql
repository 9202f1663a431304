-- indicator: flats_integrated
-- commitment: R3
-- zh: 整合安置住房
-- en: Flats integrated for movers
-- unit: 套
-- target: 740
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已竣工的安置住房套数。
--   Flats finished by today.
select count(*) as value
from flat_now
where flat_kind = 'integrated'
