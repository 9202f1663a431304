-- indicator: flats_allotted
-- commitment: R3
-- zh: 已分配安置住房
-- en: Flats allotted to households
-- unit: 套
-- target: 1484
-- source: 三晋传媒网 2019-05-05
-- meaning: 截至当日已竣工并分配到户的住房套数。
--   Finished flats that a household has.
select count(*) as value
from flat
cross join moment
where built_on <= as_of and allotted_on <= as_of and household_id is not null
