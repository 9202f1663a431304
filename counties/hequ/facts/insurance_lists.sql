-- fact: insurance_lists
-- grain: year
-- scope: area
-- zh: 当年各险种参保名册是否已到
-- en: Which enrolment lists have come for the year of the run
-- notes: Only with the list at hand does a missing name mean "not insured"; without the list
--   nobody can say. Of the relief insurance a list of any earlier year will do.
select year(m.as_of) as year,
  bool_or(i.year = year(m.as_of) and i.kind = 'basic_medical') as basic_medical,
  bool_or(i.year = year(m.as_of) and i.kind = 'supplementary_medical') as supplementary_medical,
  bool_or(i.year = year(m.as_of) and i.kind = 'stay_and_accident') as stay_and_accident,
  bool_or(i.kind = 'relief') as relief
from moment as m
left join insurance as i on i.year <= year(m.as_of)
group by year(m.as_of)
