-- indicator: households_of_merged_villages
-- commitment: R5
-- zh: 所在村已撤并的户
-- en: Households whose listed village has been merged by today
-- unit: 户
-- meaning: 最近一次列入时的村代码已停用的户。
select count(*) as value from home_now where merged
