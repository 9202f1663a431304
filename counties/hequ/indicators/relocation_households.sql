-- indicator: relocation_households
-- commitment: R1
-- zh: 搬迁对象户
-- en: Households that move with their village
-- unit: 户
-- target: 664
-- source: 三晋传媒网 2019-05-05
-- meaning: 居住在整村搬迁村且户内有人的户，不论是否建档立卡。
select count(*) as value from relocation_household where eligible
