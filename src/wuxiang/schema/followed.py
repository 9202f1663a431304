"""Tables of what is followed over time: where a household lives, grades at school, risks; what intake found."""

from wuxiang.schema import codes
from wuxiang.schema.model import Code, CodeList, Column, Table

RISK_KIND = CodeList(
    "risk_kind",
    "监测对象类别",
    (
        Code("unstable", None, "脱贫不稳定户", "left poverty, unstable"),
        Code("marginal", None, "边缘易致贫户", "marginal, easily poor"),
        Code("sudden", None, "突发严重困难户", "sudden grave difficulty"),
    ),
)
RISK_CAUSE = CodeList(
    "risk_cause",
    "返贫致贫风险类型",
    (
        Code("illness", None, "因病", "illness"),
        Code("disability", None, "因残", "disability"),
        Code("schooling", None, "因学", "schooling"),
        Code("disaster", None, "因自然灾害", "natural disaster", ("因灾",)),
        Code("accident", None, "因意外事故", "accident"),
        Code("work", None, "因务工就业不稳", "work lost"),
        Code("industry", None, "因产业项目失败", "a business failed"),
        Code("labour", None, "缺劳动力", "no labour power", ("因缺劳动力",)),
        Code("other", None, "其他", "other", ("其它",)),
    ),
)
RISK_REMOVAL = CodeList(
    "risk_removal", "风险消除方式", (Code("by_help", None, "帮扶消除", "removed by help"), Code("by_itself", None, "自然消除", "gone by itself"))
)
RISK_HELP = CodeList(
    "risk_help",
    "监测帮扶措施",
    (
        Code("industry", None, "产业帮扶", "industry", ("产业",)),
        Code("employment", None, "就业帮扶", "employment", ("就业",)),
        Code("finance", None, "金融帮扶", "finance", ("金融",)),
        Code("public_post", None, "公益岗位帮扶", "public-welfare post", ("公益岗位",)),
        Code("housing", None, "住房安全保障", "safe housing", ("住房安全",)),
        Code("water", None, "饮水安全保障", "safe water", ("饮水安全",)),
        Code("health", None, "健康帮扶", "health", ("健康",)),
        Code("compulsory_school", None, "义务教育保障", "compulsory schooling", ("义务教育",)),
        Code("other_school", None, "其他教育帮扶", "other schooling", ("教育帮扶",)),
        Code("support", None, "综合保障", "allowance, care, pension", ("综合性保障",)),
        Code("society", None, "社会帮扶", "donors"),
        Code("relocation", None, "搬迁", "relocation", ("易地扶贫搬迁",)),
        Code("living", None, "生产生活条件改善", "better production and living conditions"),
        Code("infrastructure", None, "基础设施建设", "infrastructure", ("基础设施",)),
    ),
)
RESIDENCE = Table(
    "residence",
    "户所在村",
    "the village in which a household is listed, by date",
    ("household_id", "from_date"),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("from_date", "date", "起始日期", "listed there from", required=True),
        Column("village_code", "text", "行政村代码", "administrative village, by its code of that day", required=True),
    ),
    happens="from_date",
)
GRADE_YEAR = Table(
    "grade_year",
    "历年在校生状况",
    "a person's grade as the yearly collection of the registry has it",
    ("person_id", "year"),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("year", "integer", "年度", "year of the information", required=True),
        Column("schooling", "code", "在校生状况", "in which grade, if in school", codes=codes.SCHOOLING),
    ),
)
RISK = Table(
    "risk",
    "监测对象",
    "a household found to be at risk of poverty, until the risk is removed",
    ("household_id", "identified_on"),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("identified_on", "date", "风险识别时间", "risk identified on", required=True),
        Column("risk_kind", "code", "监测对象类别", "kind", codes=RISK_KIND),
        Column("risk_cause", "code", "返贫致贫风险类型", "main risk", codes=RISK_CAUSE),
        Column("risk_remark", "text", "风险说明", "the risk in words"),
        Column("removed_on", "date", "风险消除时间", "risk removed on"),
        Column("removal", "code", "风险消除方式", "how it was removed", codes=RISK_REMOVAL),
        Column("income_after", "money", "消除后人均纯收入", "net income per head after removal", unit="yuan", secrecy="sensitive"),
        Column("schooling_after", "boolean", "消除后义务教育有保障", "schooling guaranteed after removal"),
        Column("medical_after", "boolean", "消除后基本医疗有保障", "medical care guaranteed after removal"),
        Column("housing_after", "boolean", "消除后住房安全", "house safe after removal"),
        Column("water_after", "boolean", "消除后饮水安全", "water safe after removal"),
    ),
    happens="identified_on",
)
RISK_MEASURE = Table(
    "risk_measure",
    "监测帮扶措施",
    "a measure for a household at risk",
    ("household_id", "risk_help", "from_date"),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("risk_help", "code", "帮扶措施", "measure", codes=RISK_HELP, required=True),
        Column("from_date", "date", "落实日期", "in place from", required=True),
    ),
    happens="from_date",
)
INTAKE_FINDING = Table(
    "intake_finding",
    "录入发现",
    "a cell or row that intake refused or doubts; written by intake itself, without the cell",
    ("file", "sheet", "row", "heading", "rule"),
    (
        Column("file", "text", "文件", "file", required=True),
        Column("sheet", "text", "表", "sheet", required=True),
        Column("row", "integer", "行", "row, counted from 1", required=True),
        Column("heading", "text", "列", "heading, empty for a whole row", required=True),
        Column("rule", "text", "规则", "rule of intake", required=True),
        Column("household_id", "text", "户内部编号", "household, where the row tells"),
        Column("village_code", "text", "行政村代码", "village, where the row tells"),
        Column("field", "text", "字段", "table.column that the cell goes to"),
        Column("record", "text", "记录", "key of its record there, parts with a space between"),
    ),
)
MADE_BY_INTAKE = frozenset({INTAKE_FINDING.name})
"""Tables that no list feeds: intake writes them itself."""
FOLLOWED = (RESIDENCE, GRADE_YEAR, RISK, RISK_MEASURE, INTAKE_FINDING)
