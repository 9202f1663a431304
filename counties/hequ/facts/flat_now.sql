-- fact: flat_now
-- grain: flat_id
-- scope: household
-- zh: 安置住房
-- en: A flat for movers that is finished
select f.flat_id, f.household_id, h.village_code, f.flat_kind, f.flat_area, f.cost, f.built_on
from flat as f
cross join moment as m
left join household as h on h.household_id = f.household_id
where f.built_on <= m.as_of
