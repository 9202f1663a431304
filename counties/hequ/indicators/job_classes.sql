-- indicator: job_classes
-- commitment: R7
-- zh: 就业菜单大类
-- en: Classes of the job menu
-- unit: 类
-- target: 2
-- source: 三晋传媒网 2019-05-05
-- meaning: 就业菜单中的岗位大类数。
select count(distinct job_class) as value
from job_kind
