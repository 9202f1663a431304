-- indicator: care_institutions
-- commitment: V7
-- zh: 医疗卫生机构
-- en: Medical institutions at work
-- unit: 所
-- target: 144
-- source: 三晋传媒网 2019-05-05
-- meaning: 当日在用的各类医疗卫生机构；没有启用日期的视为在用。
select count(*) as value
from facility
cross join moment
where (opened_on is null or opened_on <= as_of) and (closed_on is null or closed_on > as_of)
