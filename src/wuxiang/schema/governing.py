"""Tables of who answers for what, what was resolved in which paper, and who gave."""

from wuxiang.schema.model import Code, CodeList, Column, Table

UNIT = CodeList(
    "unit_kind",
    "责任单位类别",
    (
        Code("county", None, "县", "the county"),
        Code("direction", None, "方向", "one of the five directions", ("五个方向",)),
        Code("department", None, "部门", "a department"),
        Code("township", None, "乡镇", "a township"),
        Code("village", None, "行政村", "a village", ("村",)),
    ),
)
ANSWERING = CodeList(
    "answering",
    "责任人身份",
    (
        Code("joint_leader", None, "双组长", "joint leader of the county's leading group", ("组长",)),
        Code("answerable", None, "一把手", "first in charge", ("第一责任人", "主要负责人")),
    ),
)
MEASURE_KIND = CodeList("measure_kind", "举措类别", (Code("policy", None, "政策", "policy"), Code("reform", None, "改革办法", "reform", ("改革",))))
DONOR = CodeList(
    "donor_kind",
    "捐赠人类别",
    (
        Code("enterprise", None, "企业", "enterprise"),
        Code("organisation", None, "社会组织", "organisation"),
        Code("individual", None, "个人", "individual"),
        Code("unit", None, "机关事业单位", "public body"),
    ),
)

OFFICE = Table(
    "office",
    "责任单位",
    "a direction or a department for which somebody has to answer",
    ("office_id",),
    (
        Column("office_id", "text", "单位编号", "number", required=True),
        Column("unit_kind", "code", "责任单位类别", "direction or department", codes=UNIT, required=True),
        Column("office_name", "text", "单位名称", "name", required=True),
    ),
)
ANSWERABLE = Table(
    "answerable",
    "责任人名册",
    "who answers for the county, a direction, a department, a township or a village, by date",
    ("answer_id",),
    (
        Column("answer_id", "text", "责任编号", "number", required=True),
        Column("unit_kind", "code", "责任单位类别", "for what kind of unit", codes=UNIT, required=True),
        Column("office_name", "text", "单位名称", "direction or department"),
        Column("area_code", "text", "区划代码", "county, township or village"),
        Column("answering", "code", "责任人身份", "joint leader, or first in charge", codes=ANSWERING, required=True),
        Column("helper_id", "text", "帮扶人编号", "who answers", required=True),
        Column("from_date", "date", "起始日期", "from"),
        Column("to_date", "date", "终止日期", "first day no longer"),
    ),
    happens="from_date",
)
COUNTY_MEASURE = Table(
    "county_measure",
    "政策改革举措台账",
    "a policy or reform of the county and the paper that says so",
    ("measure_id",),
    (
        Column("measure_id", "text", "举措编号", "number", required=True),
        Column("measure_kind", "code", "举措类别", "policy or reform", codes=MEASURE_KIND, required=True),
        Column("measure_name", "text", "举措名称", "name"),
        Column("direction", "text", "方向", "direction it belongs to", required=True),
        Column("paper_number", "text", "依据文号", "number of its paper"),
        Column("lead", "text", "牵头单位", "lead office"),
        Column("office_name", "text", "单位名称", "responsible office"),
        Column("resolved_on", "date", "出台日期", "resolved on"),
    ),
    happens="resolved_on",
)
DONATION = Table(
    "donation",
    "社会捐赠台账",
    "a gift to poverty relief, and what became of it",
    ("donation_id",),
    (
        Column("donation_id", "text", "捐赠编号", "number", required=True),
        Column("donor", "text", "捐赠人", "donor", secrecy="identity"),
        Column("donor_kind", "code", "捐赠人类别", "what the donor is", codes=DONOR),
        Column("village_code", "text", "行政村代码", "village that gains"),
        Column("gift_value", "money", "捐赠价值", "value", unit="yuan", required=True),
        Column("given_on", "date", "捐赠日期", "given on", required=True),
        Column("receipted", "boolean", "已开票据", "receipt issued"),
        Column("used_on", "date", "使用日期", "put to use on"),
    ),
    happens="given_on",
)
GOVERNING = (OFFICE, ANSWERABLE, COUNTY_MEASURE, DONATION)
