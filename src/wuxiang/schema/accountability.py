"""Tables of training, teams on site, visits, calls, bulletins, and the ledger of problems."""

from wuxiang.schema.model import Code, CodeList, Column, Table

TEAM_POST_KIND = CodeList(
    "team_post",
    "驻村岗位",
    (
        Code("first_secretary", None, "第一书记", "first secretary"),
        Code("leader", None, "工作队长", "leader of the team", ("队长",)),
        Code("member", None, "工作队员", "member of the team", ("队员",)),
    ),
)
WEAKNESS = CodeList(
    "weakness",
    "整顿类别",
    (Code("weak", None, "软弱涣散村", "weak village", ("软弱涣散",)), Code("lagging", None, "攻坚薄弱村", "lagging village", ("攻坚薄弱",))),
)
OUTCOME = CodeList(
    "outcome", "整顿结果", (Code("improved", None, "已转化", "put in order", ("转化",)), Code("not_improved", None, "未转化", "not put in order"))
)
INSPECTION_KIND = CodeList(
    "inspection_kind",
    "督查组类别",
    (
        Code("covert", None, "暗访组", "unannounced visits", ("3人暗访组",)),
        Code("recheck", None, "督查小组", "re-check", ("4人督查小组",)),
        Code("phone", None, "电话抽查组", "telephone checks", ("电话抽查小组",)),
    ),
)
BULLETIN_KIND = CodeList(
    "bulletin_kind",
    "通报类别",
    (
        Code("daily", None, "一日一通报", "daily bulletin", ("日通报",)),
        Code("weekly", None, "一周一排名", "weekly ranking", ("周排名",)),
        Code("monthly", None, "一月一总结", "monthly summary", ("月总结",)),
    ),
)
RANKED = CodeList(
    "ranked",
    "排名对象",
    (
        Code("townships", None, "乡镇", "townships"),
        Code("departments", None, "部门", "departments"),
        Code("villages", None, "行政村", "villages"),
        Code("helpers", None, "帮扶责任人", "helpers"),
    ),
)
FOUND_BY = CodeList(
    "found_by",
    "问题来源",
    (
        Code("province", None, "省督导检查", "inspection of the province", ("省级督查",)),
        Code("city", None, "市督导检查", "inspection of the city", ("市级督查",)),
        Code("covert", None, "暗访", "unannounced visit"),
        Code("phone", None, "电话抽查", "telephone check"),
        Code("complaint", None, "信访", "complaint", ("12317", "举报")),
        Code("comparison", None, "数据比对", "comparison of data", ("认定差距",)),
        Code("own", None, "自查", "own check"),
    ),
)
STEP = CodeList(
    "ledger_step",
    "整改环节",
    (
        Code("found", None, "发现", "found"),
        Code("assigned", None, "交办", "assigned"),
        Code("accepted", None, "认领", "accepted"),
        Code("repaired", None, "整改", "repaired"),
        Code("rechecked", None, "复核", "re-checked"),
        Code("closed", None, "销号", "closed"),
        Code("returned", None, "退回", "returned"),
        Code("escalated", None, "升级督办", "escalated"),
        Code("heard", None, "听取说明申辩", "heard", ("说明申辩",)),
        Code("named", None, "点名通报", "named in public", ("通报",)),
        Code("held", None, "追责问责", "held to account", ("问责",)),
    ),
)
REPAIR = CodeList(
    "repair_found",
    "复核结论",
    (
        Code("repaired", None, "整改到位", "repaired", ("到位",)),
        Code("half", None, "整改不到位", "half repaired", ("不到位",)),
        Code("not", None, "未整改", "not repaired", ("不整改",)),
    ),
)

TRAINING_COURSE = Table(
    "training_course",
    "培训班",
    "a course of one of the training works",
    ("course_id",),
    (
        Column("course_id", "text", "班次编号", "number", required=True),
        Column("training_work", "text", "培训工程", "training work it belongs to", required=True),
        Column("course", "text", "班次名称", "name of the course"),
        Column("held_on", "date", "开班日期", "held on", required=True),
        Column("course_days", "integer", "培训天数", "days", unit="day"),
    ),
    happens="held_on",
)
COURSE_ATTENDANCE = Table(
    "course_attendance",
    "培训签到",
    "who was to attend a course, and did",
    ("course_id", "helper_id"),
    (
        Column("course_id", "text", "班次编号", "course", required=True),
        Column("helper_id", "text", "帮扶人编号", "who was to attend", required=True),
        Column("attended", "boolean", "参训", "attended"),
    ),
)
LEARNING_HALL = Table(
    "learning_hall",
    "新时代讲习所",
    "a learning hall of a village",
    ("hall_id",),
    (
        Column("hall_id", "text", "讲习所编号", "number", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("founded_on", "date", "建成日期", "built on", required=True),
        Column("ended_on", "date", "撤销日期", "given up on"),
        Column("last_session_on", "date", "最近讲习日期", "last session on"),
    ),
    happens="founded_on",
)
TEAM_POST = Table(
    "team_post",
    "驻村工作队岗位",
    "a post of a village team, and who holds it; nobody: vacant",
    ("post_id",),
    (
        Column("post_id", "text", "岗位编号", "number", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("team_post", "code", "驻村岗位", "which post", codes=TEAM_POST_KIND, required=True),
        Column("helper_id", "text", "帮扶人编号", "who holds it"),
        Column("from_date", "date", "起始日期", "from"),
        Column("to_date", "date", "终止日期", "first day no longer"),
    ),
)
DUTY_MONTH = Table(
    "duty_month",
    "驻村考勤",
    "a team member's month on site",
    ("helper_id", "village_code", "month_begin"),
    (
        Column("helper_id", "text", "帮扶人编号", "member", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("month_begin", "date", "月份", "first day of the month", required=True),
        Column("days_on_site", "integer", "驻村天数", "days on site", unit="day"),
        Column("last_on_site", "date", "最近在岗日期", "last day on site"),
    ),
    happens="month_begin",
)
WEAK_VILLAGE = Table(
    "weak_village",
    "软弱涣散村整顿台账",
    "a weak or lagging village, who leads it, its plan and its result",
    ("village_code", "weakness", "listed_on"),
    (
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("weakness", "code", "整顿类别", "weak or lagging", codes=WEAKNESS, required=True),
        Column("listed_on", "date", "列入日期", "listed on", required=True),
        Column("helper_id", "text", "帮扶人编号", "county leader"),
        Column("planned_on", "date", "整顿方案日期", "plan made on"),
        Column("finish_by", "date", "整顿期限", "to be done by"),
        Column("finished_on", "date", "整顿验收日期", "result found on"),
        Column("outcome", "code", "整顿结果", "result", codes=OUTCOME),
    ),
    happens="listed_on",
)
MOBILE_MEMBER = Table(
    "mobile_member",
    "流动党员台账",
    "a party member living away, with the branches of both ends",
    ("person_id",),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("away_since", "date", "外出日期", "away since"),
        Column("home_branch", "text", "流出地党支部", "branch at home", secrecy="sensitive"),
        Column("host_branch", "text", "流入地党支部", "branch where he lives", secrecy="sensitive"),
        Column("service_centre", "boolean", "纳入服务中心管理", "on the list of the service centre"),
        Column("last_contact_on", "date", "最近联系日期", "last contact on", secrecy="personal"),
        Column("returned_on", "date", "返乡日期", "came back on"),
    ),
    happens="away_since",
)
INSPECTOR = Table(
    "inspector",
    "督查组成员",
    "a member of an inspection team, by date",
    ("team", "helper_id", "from_date"),
    (
        Column("team", "text", "组别", "team", required=True),
        Column("inspection_kind", "code", "督查组类别", "what the team does", codes=INSPECTION_KIND, required=True),
        Column("helper_id", "text", "帮扶人编号", "member", required=True),
        Column("from_date", "date", "起始日期", "from", required=True),
        Column("to_date", "date", "终止日期", "first day no longer"),
    ),
    happens="from_date",
)
COVERT_VISIT = Table(
    "covert_visit",
    "暗访记录",
    "an unannounced visit to a village or one of its households",
    ("visit_id",),
    (
        Column("visit_id", "text", "暗访编号", "number", required=True),
        Column("team", "text", "组别", "team"),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("household_id", "text", "户内部编号", "household, if one was visited"),
        Column("visited_at", "date", "暗访日期", "visited on", required=True),
        Column("announced", "boolean", "事先通知", "somebody was told beforehand"),
        Column("responsibility_kept", "boolean", "责任落实", "responsibility carried out"),
        Column("policy_kept", "boolean", "政策落实", "policies carried out"),
        Column("work_kept", "boolean", "工作落实", "work carried out"),
    ),
    happens="visited_at",
)
BULLETIN = Table(
    "bulletin",
    "通报总结签发登记",
    "a daily bulletin, weekly ranking or monthly summary as it was issued",
    ("bulletin_id",),
    (
        Column("bulletin_id", "text", "期号", "number", required=True),
        Column("bulletin_kind", "code", "通报类别", "which of the three", codes=BULLETIN_KIND, required=True),
        Column("period_end", "date", "所属期末日", "last day that it is about", required=True),
        Column("signed_on", "date", "签发日期", "signed on"),
        Column("published_on", "date", "印发日期", "issued on"),
        Column("ranked", "code", "排名对象", "who is ranked", codes=RANKED),
    ),
    happens="period_end",
)
PHONE_CHECK = Table(
    "phone_check",
    "电话抽查记录",
    "a call of the telephone team about a helper",
    ("call_id",),
    (
        Column("call_id", "text", "通话编号", "number", required=True),
        Column("called_on", "date", "抽查日期", "called on", required=True),
        Column("caller", "text", "抽查员", "which of the callers"),
        Column("helper_id", "text", "帮扶人编号", "helper asked about", required=True),
        Column("household_id", "text", "户内部编号", "household called, if one was"),
        Column("reached", "boolean", "接通", "somebody answered"),
        Column("present", "boolean", "人到", "the helper comes"),
        Column("devoted", "boolean", "心到", "his heart is in it"),
        Column("working", "boolean", "工作到", "the work is done"),
    ),
    happens="called_on",
)
PROBLEM = Table(
    "problem",
    "问题台账",
    "a problem or gap, once, whoever found it",
    ("problem_id",),
    (
        Column("problem_id", "text", "台账编号", "number", required=True),
        Column("found_by", "code", "问题来源", "who found it", codes=FOUND_BY, required=True),
        Column("village_code", "text", "行政村代码", "village"),
        Column("household_id", "text", "户内部编号", "household, if it is about one"),
        Column("task_key", "text", "任务编号", "task of a run that it came from"),
        Column("problem", "text", "问题", "what is wrong"),
        Column("lead", "text", "牵头单位", "lead office"),
        Column("office_name", "text", "单位名称", "responsible office"),
        Column("at_once", "boolean", "立行立改", "to be repaired the same day"),
    ),
)
PROBLEM_STEP = Table(
    "problem_step",
    "问题整改环节",
    "a step of a problem from found to closed",
    ("problem_id", "step_number"),
    (
        Column("problem_id", "text", "台账编号", "problem", required=True),
        Column("step_number", "integer", "环节序号", "which step", required=True),
        Column("ledger_step", "code", "整改环节", "what was done", codes=STEP, required=True),
        Column("stepped_on", "date", "环节日期", "done on"),
        Column("repair_by", "date", "整改期限", "to be repaired by"),
        Column("team", "text", "组别", "team that re-checked"),
        Column("repair_found", "code", "复核结论", "what the re-check found", codes=REPAIR),
    ),
    happens="stepped_on",
)
COMPLAINT = Table(
    "complaint",
    "信访举报登记",
    "who complained: apart from the ledger, and sealed",
    ("complaint_id",),
    (
        Column("complaint_id", "text", "信访编号", "number", required=True),
        Column("problem_id", "text", "台账编号", "problem in the ledger"),
        Column("complained_on", "date", "信访日期", "received on", required=True),
        Column("complainant", "text", "信访人", "who complained", secrecy="identity"),
        Column("complainant_phone", "text", "信访人电话", "phone", secrecy="identity"),
    ),
    happens="complained_on",
)
ACCOUNTABILITY = (
    *(TRAINING_COURSE, COURSE_ATTENDANCE, LEARNING_HALL, TEAM_POST, DUTY_MONTH, WEAK_VILLAGE, MOBILE_MEMBER),
    *(INSPECTOR, COVERT_VISIT, BULLETIN, PHONE_CHECK, PROBLEM, PROBLEM_STEP, COMPLAINT),
)
