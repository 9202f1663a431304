-- indicator: medical_insurance_coverage
-- commitment: S4
-- zh: 医保代缴覆盖率
-- en: Medical insurance paid by the county
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 应由县财政代缴的贫困人口中，当年基本医保和补充医保都已代缴的比例；不清楚的计入分母。
--   Of the registered people concerned, those for whom the county has paid both insurances this year.
select divide(100 * yes, yes + no + unknown) as value
from funnel
where policy = 'medical_insurance' and step = 'holds'
