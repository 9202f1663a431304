-- indicator: rain_fed_villages
-- commitment: V3
-- zh: 集雨场供水村
-- en: Villages whose water is caught rain
-- unit: 个
-- target: 24
-- source: 三晋传媒网 2019-05-05
-- meaning: 由集雨场供水、须配净水设备的行政村。
select count(*) as value from village where rain_fed_water
