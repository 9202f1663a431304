-- fact: cell_unread
-- grain: field, record
-- scope: area
-- zh: 填了而读不出的单元格
-- en: A cell of a record in which something stands that intake could not read
-- labels: field 字段, record 记录
-- notes: Where an empty cell says "not yet" or "no end", such a cell says neither: what hangs on it is
--   not known.
select distinct field, record
from intake_finding
where field is not null and record is not null
