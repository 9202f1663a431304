-- fact: course_place
-- grain: course_id, helper_id
-- scope: area
-- zh: 应参训人员签到
-- en: who was to attend a course, and whether he did
-- labels: was_held 已开班
select
  course_attendance.course_id,
  course_attendance.helper_id,
  cast(null as varchar) as village_code,
  training_course.training_work,
  training_course.held_on <= as_of as was_held,
  attended
from course_attendance
cross join moment
left join training_course on training_course.course_id = course_attendance.course_id
