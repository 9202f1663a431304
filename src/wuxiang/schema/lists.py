"""The table of what a comparison with other offices' lists found (数据比对)."""

from wuxiang.schema.model import Code, CodeList, Column, Table

LIST_KIND = CodeList(
    "list_kind",
    "比对事项",
    (
        Code("vehicle", None, "有机动车", "owns a car", ("机动车", "车辆")),
        Code("company", None, "开办企业", "owns or leads a company", ("企业", "工商登记")),
        Code("public_salary", None, "财政供养", "on the public payroll", ("工资统发",)),
        Code("city_flat", None, "购买商品房", "bought a flat or shop", ("商品房", "不动产")),
        Code("death", None, "死亡", "died", ("去世",)),
        Code("marriage", None, "婚姻登记", "married or divorced", ("结婚", "离婚")),
        Code("residence", None, "户籍变动", "moved in or out, as the police know", ("迁入", "迁出")),
        Code("hospital_stay", None, "住院", "a stay in hospital", ()),
        Code("medical_cost", None, "大额医疗支出", "large medical cost", ("大病支出",)),
        Code("dropout", None, "失学辍学", "out of school", ("辍学", "失学")),
        Code("disaster", None, "受灾", "hit by a disaster", ("灾害", "自然灾害")),
        Code("job_lost", None, "失业", "lost a job", ("务工返乡", "失业返乡")),
        Code("other", None, "其他", "something else", ()),
    ),
)
MATCH_MEANING = CodeList(
    "match_meaning",
    "比对结果性质",
    (
        Code("flag", None, "疑点", "contradicts the register: to be checked", ()),
        Code("warning", None, "预警", "a household may fall back: to be visited", ()),
        Code("known", None, "已掌握", "the register knows it already, or it matters to nobody", ()),
    ),
)
MATCH_SEVERITY = CodeList(
    "match_severity",
    "比对结果程度",
    (Code("high", None, "重", "act on it first", ("高",)), Code("middle", None, "中", "act on it", ("中等",)), Code("low", None, "轻", "look at it", ("低",))),
)
MATCH_CERTAINTY = CodeList(
    "match_certainty",
    "比对依据",
    (
        Code("id_number", None, "证件号码相符", "the same sound ID number", ()),
        Code("linked", None, "多项信息相符", "several things agree strongly enough", ()),
        Code("confirmed", None, "人工确认", "somebody looked and confirmed it", ("人工核实",)),
    ),
)
LIST_MATCH = Table(
    "list_match",
    "比对结果",
    "somebody on another office's list who is one of ours, and what that means",
    ("match_id",),
    (
        Column("match_id", "text", "比对编号", "our key: the same row of a list has the same", required=True),
        Column("comparison", "text", "比对名单", "comparison of the pack", required=True),
        Column("kind", "code", "比对事项", "what the list tells", codes=LIST_KIND, required=True),
        Column("match_meaning", "code", "比对结果性质", "flag, warning or known", codes=MATCH_MEANING, required=True),
        Column("match_severity", "code", "比对结果程度", "how much it matters", codes=MATCH_SEVERITY),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("person_id", "text", "人内部编号", "person on the list"),
        Column("event_on", "date", "事件日期", "day of what the list tells"),
        Column("list_amount", "money", "名单金额", "amount that the list tells", unit="yuan", secrecy="sensitive"),
        Column("certainty", "code", "比对依据", "by what the person was found", codes=MATCH_CERTAINTY, required=True),
        Column("recorded_on", "date", "比对日期", "day of the comparison", required=True),
    ),
    happens="recorded_on",
)
LISTS = (LIST_MATCH,)
