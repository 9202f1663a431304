"""Tables of what the county does for villages: defects and their repair, works, funds, water price, appearance."""

from wuxiang.schema.model import Code, CodeList, Column, Table

SERVICE = CodeList(
    "service",
    "水电路网房",
    (
        Code("water", None, "水", "water", ("饮水", "供水")),
        Code("power", None, "电", "power", ("用电",)),
        Code("road", None, "路", "road", ("道路",)),
        Code("network", None, "网", "network", ("宽带", "网络")),
        Code("housing", None, "房", "housing", ("住房",)),
        Code("other", None, "其他", "something else", ("其它",)),
    ),
)
FUND_PURPOSE = CodeList(
    "fund_purpose",
    "资金用途",
    (Code("five_services", None, "水电路网房提升", "the five services", ("五项提升",)), Code("whole_village", None, "整村提升", "poor villages as a whole")),
)
FUND_ORIGIN = CodeList(
    "fund_origin",
    "资金来源",
    (
        Code("integrated", None, "统筹整合资金", "integrated funds", ("统筹整合",)),
        Code("bond", None, "政府债券资金", "government bonds", ("政府债券", "债券")),
        Code("ppp", None, "PPP融资", "public-private partnership", ("PPP",)),
        Code("other", None, "其他", "other", ("其它",)),
    ),
)
PHASE = CodeList("phase", "整治前后", (Code("before", None, "整治前", "before", ("前",)), Code("after", None, "整治后", "after", ("后",))))

SERVICE_DEFECT = Table(
    "service_defect",
    "排查问题整改台账",
    "a defect that a survey of the five services found, repaired and looked at again",
    ("defect_id",),
    (
        Column("defect_id", "text", "问题编号", "number", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("round", "integer", "轮次", "round that found it"),
        Column("service", "code", "排查项目", "which service", codes=SERVICE),
        Column("defect", "text", "问题描述", "what is wrong"),
        Column("found_on", "date", "发现日期", "found on", required=True),
        Column("repair_due_on", "date", "整改期限", "to be repaired by"),
        Column("mended_on", "date", "整改日期", "repaired on"),
        Column("repair_checked_on", "date", "整改复核日期", "looked at again on"),
        Column("repair_passed", "boolean", "整改复核通过", "found repaired"),
    ),
    happens="found_on",
)
SERVICE_FUND = Table(
    "service_fund",
    "强服务资金台账",
    "money put into a village's services, by purpose and origin",
    ("fund_id",),
    (
        Column("fund_id", "text", "资金编号", "number", required=True),
        Column("purpose", "code", "资金用途", "what for", codes=FUND_PURPOSE, required=True),
        Column("origin", "code", "资金来源", "where from", codes=FUND_ORIGIN, required=True),
        Column("village_code", "text", "行政村代码", "village"),
        Column("fund_amount", "money", "安排金额", "amount", unit="yuan", required=True),
        Column("arranged_on", "date", "安排日期", "arranged on", required=True),
    ),
    happens="arranged_on",
)
SERVICE_WORKS = Table(
    "service_works",
    "水电路网房工程台账",
    "works on a village's water, power, road, network or houses",
    ("works_number",),
    (
        Column("works_number", "text", "工程编号", "number", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("works_service", "code", "工程类别", "which service", codes=SERVICE, required=True),
        Column("works_begun_on", "date", "开工日期", "begun on"),
        Column("works_accepted_on", "date", "竣工验收日期", "accepted on"),
        Column("works_cost", "money", "工程投资", "cost", unit="yuan"),
        Column("road_length", "number", "改造里程", "length of road improved", unit="km"),
        Column("purifiers", "integer", "净水设备", "water purifiers installed", unit="piece"),
    ),
    happens="works_begun_on",
)
WATER_PRICE = Table(
    "water_price",
    "农村水价补贴台账",
    "a village's water of one year: sold, charged, subsidised",
    ("village_code", "year"),
    (
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("year", "integer", "年度", "year", required=True),
        Column("water_sold", "number", "年供水量", "water sold", unit="m³"),
        Column("price_charged", "money", "执行水价", "price charged", unit="yuan/m³"),
        Column("water_subsidy", "money", "水价补贴", "subsidy paid", unit="yuan", required=True),
        Column("subsidised_on", "date", "拨付日期", "subsidy paid on"),
    ),
    happens="subsidised_on",
)
VILLAGE_APPEARANCE = Table(
    "village_appearance",
    "村容户貌评估",
    "how a village looks, before and after it was improved",
    ("village_code", "phase", "assessed_on"),
    (
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("phase", "code", "整治前后", "before or after", codes=PHASE, required=True),
        Column("assessed_on", "date", "评估日期", "assessed on", required=True),
        Column("dirty", "boolean", "脏", "dirty"),
        Column("disorderly", "boolean", "乱", "disorderly"),
        Column("shabby", "boolean", "差", "shabby"),
        Column("appearance_score", "number", "村容户貌得分", "score, 100 the best", unit="point"),
    ),
    happens="assessed_on",
)
VILLAGE_WORKS = (SERVICE_DEFECT, SERVICE_WORKS, SERVICE_FUND, WATER_PRICE, VILLAGE_APPEARANCE)
