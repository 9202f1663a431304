-- indicator: care_villages
-- commitment: V7
-- zh: 30分钟就医行政村
-- en: Villages within 30 minutes of care
-- unit: 个
-- target: 314
-- source: 三晋传媒网 2019-05-05
-- meaning: 实测、填报或路网测算30分钟内可到一所在用医疗卫生机构的行政村；没有时间的不计。
select sum(yes) as value from funnel where policy = 'village_care' and step = 'holds'
