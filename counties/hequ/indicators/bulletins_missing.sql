-- indicator: bulletins_missing
-- commitment: A6
-- zh: 缺少的通报总结
-- en: Bulletins missing
-- unit: 期
-- target: 0
-- source: 县签发登记
-- meaning: 近92天内应有而未按期印发或未先签发的；不清楚的不计。
select sum(no) as value from funnel where policy = 'bulletin_issued' and step = 'holds'
