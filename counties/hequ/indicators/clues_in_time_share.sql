-- indicator: clues_in_time_share
-- commitment: G
-- zh: 线索按期审定率
-- en: Clues decided in time and soundly
-- unit: %
-- target: 100
-- source: 防止返贫监测和帮扶规定
-- meaning: 线索中15日内审定、入户核实、信息比对、公示合规的占比；没有记载的算作没有。数的是线索台账里的线索（含审定为不纳入的）；审定之后的帮扶看监测对象帮扶率。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'clue_decided' and step = 'holds'
