-- indicator: menus_without_labour
-- commitment: R7
-- zh: 兜底菜单
-- en: Menus for moved households without labour
-- unit: 种
-- target: 2
-- source: 三晋传媒网 2019-05-05
-- meaning: 无劳动力搬迁贫困户实际享有的菜单种数：资产收益、社保兜底。
--   Which of the two menus somebody without labour really has.
select coalesce(max(case when asset_income then 1 else 0 end), 0)
  + coalesce(max(case when social_security then 1 else 0 end), 0) as value
from mover_work
where status in ('registered', 'exited_with_policies') and not has_labour
