-- indicator: villages_in_use
-- commitment: R5
-- zh: 在用行政村和社区
-- en: Villages and communities whose code is in use
-- unit: 个
-- meaning: 当日在用的村级代码数；首版代码视为一直在用，直至停用日期。
select count(*) as value
from area
cross join moment
where level in ('village', 'community')
  and (valid_to is null or valid_to > as_of)
  and (valid_from <= as_of or valid_from = (select min(valid_from) from area))
