-- indicator: relief_claims_granted
-- commitment: S7
-- zh: 已核赔金额
-- en: Claims granted
-- unit: yuan
-- source: 三晋传媒网 2019-05-05
-- meaning: 承保公司已核定的赔款之和；未填金额的不在内。
--   What the insurer has granted, all five covers.
select coalesce(sum(d.amount), 0) as value
from relief_claim as d
