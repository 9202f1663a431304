-- fact: measure_paper
-- grain: measure_id
-- scope: area
-- zh: 政策改革举措及其依据文件
-- en: a policy or reform, and whether the paper it names is on the register of papers
-- labels: is_resolved 已出台, on_register 依据文件已登记
-- notes: A measure that names no paper has none to be found: not known. Where the county has no
-- register of papers nothing is known.
select
  measure_id,
  cast(null as varchar) as village_code,
  measure_kind,
  county_measure.direction,
  county_measure.lead,
  county_measure.office_name,
  resolved_on <= as_of as is_resolved,
  case when paper_number is null then null
    when policy_paper.number is not null then policy_paper.issued_on <= as_of
    when exists (select 1 from policy_paper) then false end as on_register
from county_measure
cross join moment
left join policy_paper on policy_paper.number = county_measure.paper_number
