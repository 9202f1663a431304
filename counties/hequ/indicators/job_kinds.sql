-- indicator: job_kinds
-- commitment: R7
-- zh: 就业菜单种类
-- en: Kinds of job on the menu
-- unit: 种
-- target: 11
-- source: 三晋传媒网 2019-05-05
-- meaning: 就业菜单中的岗位种类数。
select count(*) as value
from job_kind
