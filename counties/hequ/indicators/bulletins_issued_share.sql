-- indicator: bulletins_issued_share
-- commitment: A6
-- zh: 通报总结按期签发率
-- en: Bulletins issued and signed in time
-- unit: %
-- target: 100
-- source: 三晋传媒网 2019-05-05
-- meaning: 近92天内应有的日通报、周排名、月总结中按期印发、先签发的占比；没有记载的算作没有。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'bulletin_issued' and step = 'holds'
