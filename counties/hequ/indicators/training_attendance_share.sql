-- indicator: training_attendance_share
-- commitment: A1
-- zh: 参训率
-- en: Attendance of courses
-- unit: %
-- target: 100
-- source: 县培训签到表
-- meaning: 已开班的应参训人次中参训的占比；没有签到记载的算作未参训。
select divide(100 * sum(yes), sum(yes) + sum(no) + sum(unknown)) as value
from funnel
where policy = 'course_attended' and step = 'holds'
