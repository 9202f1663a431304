"""Tables of raising income: awards for farming, specialty industries, water, land, paid works."""

from wuxiang.schema.model import Code, CodeList, Column, Table

FUND_PURPOSE = CodeList(
    "fund_purpose",
    "资金用途",
    (Code("irrigation", None, "引黄灌溉", "irrigation from the Yellow River"), Code("resettlement", None, "易地扶贫搬迁", "resettlement")),
)
FUND_SOURCE = CodeList(
    "fund_source",
    "资金来源",
    (Code("state", None, "国家补助", "state grant"), Code("integrated", None, "统筹整合", "integrated by the county"), Code("other", None, "其他", "other")),
)
LAND_WORK = CodeList(
    "land_work",
    "造地类别",
    (
        Code("developed", None, "开发农田", "farmland developed"),
        Code("high_standard", None, "高标准农田", "high-standard farmland"),
        Code("basic", None, "基本农田", "basic farmland"),
        Code("consolidation", None, "高标准基本农田整理", "consolidation of high-standard basic farmland"),
        Code("reclamation", None, "露天煤矿土地复垦", "reclamation of an open-pit mine"),
    ),
)
INDUSTRY_AWARD = Table(
    "industry_award",
    "产业奖补申报",
    "one application for an award for farming, from application to notice",
    ("application_id",),
    (
        Column("application_id", "text", "申报编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household that applies", required=True),
        Column("award", "text", "奖补项目", "award applied for, by its policy's name", required=True),
        Column("submitted_on", "date", "申报日期", "applied on"),
        Column("quantity", "number", "申报数量", "quantity applied for, in the award's unit"),
        Column("inspected_on", "date", "验收日期", "inspected on site on"),
        Column("accepted_quantity", "number", "验收数量", "quantity found on site; 0: not passed"),
        Column("award_shown_from", "date", "公示起始日期", "public notice from"),
        Column("award_shown_to", "date", "公示截止日期", "last day of the public notice"),
        Column("objection", "boolean", "公示有异议", "somebody objected"),
    ),
    happens="submitted_on",
)
HOUSEHOLD_INDUSTRY = Table(
    "household_industry",
    "特色产业台账",
    "a specialty industry that a household takes part in, by date",
    ("household_id", "industry", "from_date"),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("industry", "text", "特色产业", "industry", required=True),
        Column("from_date", "date", "起始日期", "from", required=True),
        Column("to_date", "date", "终止日期", "first day no longer"),
        Column("specialty", "boolean", "特色产业认定", "counts as a specialty industry of the county"),
    ),
    happens="from_date",
)
FUND = Table(
    "fund",
    "专项资金台账",
    "a tranche of money for one purpose: planned, and arrived",
    ("fund_id",),
    (
        Column("fund_id", "text", "资金编号", "number", required=True),
        Column("purpose", "code", "资金用途", "what it is for", codes=FUND_PURPOSE, required=True),
        Column("source", "code", "资金来源", "where it comes from", codes=FUND_SOURCE),
        Column("planned", "money", "计划金额", "planned", unit="yuan"),
        Column("due_on", "date", "应到位日期", "due on"),
        Column("arrived_on", "date", "到位日期", "arrived on"),
        Column("arrived", "money", "到位金额", "arrived", unit="yuan"),
        Column("allocated_on", "date", "计划下达日期", "planned on"),
    ),
    happens="allocated_on",
)
IRRIGATION = Table(
    "irrigation",
    "引黄灌溉台账",
    "irrigated land of an administrative village in one year",
    ("village_code", "year"),
    (
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("year", "integer", "年度", "year", required=True),
        Column("ledger_on", "date", "登记日期", "recorded on"),
        Column("irrigated_land", "number", "水浇地面积", "irrigated land", unit="mu"),
        Column("residents", "integer", "农业人口", "agricultural residents", unit="person"),
        Column("in_use", "boolean", "工程已投用", "the works are in use"),
    ),
    happens="ledger_on",
)
LAND_PROJECT = Table(
    "land_project",
    "造地项目台账",
    "a project that makes, improves or reclaims land, with its stages",
    ("project_id",),
    (
        Column("project_id", "text", "项目编号", "number", required=True),
        Column("work", "code", "造地类别", "kind of work", codes=LAND_WORK, required=True),
        Column("village_code", "text", "行政村代码", "village"),
        Column("approved_on", "date", "立项日期", "approved on"),
        Column("planned_area", "number", "计划面积", "area planned", unit="mu"),
        Column("land_finish_by", "date", "计划竣工日期", "to be finished by"),
        Column("started_on", "date", "开工日期", "started on"),
        Column("land_finished_on", "date", "竣工日期", "finished on"),
        Column("accepted_on", "date", "项目验收日期", "accepted on"),
        Column("accepted_area", "number", "验收面积", "area accepted: built, or newly arable where the work adds land", unit="mu"),
    ),
    happens="approved_on",
)
WORK_ROLL = Table(
    "work_roll",
    "以工代赈用工花名册",
    "a worker's days on public works in one month",
    ("roll_id",),
    (
        Column("roll_id", "text", "用工编号", "number", required=True),
        Column("works", "text", "工程名称", "the works", required=True),
        Column("person_id", "text", "人内部编号", "worker", required=True),
        Column("month_end", "date", "用工月末", "last day of the month", required=True),
        Column("days_worked", "number", "出工天数", "days worked", unit="day"),
        Column("day_rate", "money", "日工资", "wage a day as agreed", unit="yuan", secrecy="sensitive"),
    ),
    happens="month_end",
)
INDUSTRY = (INDUSTRY_AWARD, HOUSEHOLD_INDUSTRY, FUND, IRRIGATION, LAND_PROJECT, WORK_ROLL)
