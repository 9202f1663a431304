-- indicator: relief_claims_overdue
-- commitment: S7
-- zh: 超期未核赔案件
-- en: Claims decided too late
-- unit: claim
-- target: 0
-- source: 三晋传媒网 2019-05-05
-- meaning: 材料齐全而超过期限仍未核赔的案件数。
--   Claims with complete papers that the insurer has not decided within the term.
select count(*) as value
from relief_claim_decision as d
where d.eligible and not d.holds
