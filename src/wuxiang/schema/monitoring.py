"""Tables of watching over those who left poverty: clues and what was decided, months of income."""

from wuxiang.schema.followed import RISK_CAUSE
from wuxiang.schema.model import Code, CodeList, Column, Table

CHANNEL = CodeList(
    "channel",
    "线索来源",
    (
        Code("household", None, "农户自主申报", "the household itself", ("自主申报",)),
        Code("cadre", None, "基层干部排查", "cadres on the spot", ("干部排查",)),
        Code("department", None, "部门筛查预警", "a warning from a department's list", ("部门预警",)),
    ),
)
RULED_AS = CodeList(
    "ruled_as",
    "审定结果",
    (
        Code("unstable", None, "脱贫不稳定户", "left poverty, unstable"),
        Code("marginal", None, "边缘易致贫户", "marginal, easily poor"),
        Code("sudden", None, "突发严重困难户", "sudden grave difficulty"),
        Code("none", None, "不纳入监测", "not at risk", ("不纳入",)),
    ),
)
MONITORING_CLUE = Table(
    "monitoring_clue",
    "返贫致贫线索台账",
    "a sign that a household may become poor, and what was decided",
    ("clue_id",),
    (
        Column("clue_id", "text", "线索编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("clue_on", "date", "线索日期", "clue received on", required=True),
        Column("channel", "code", "线索来源", "how it came", codes=CHANNEL),
        Column("clue_cause", "code", "线索风险类型", "kind of risk", codes=RISK_CAUSE),
        Column("looked_on", "date", "入户核实日期", "visited on"),
        Column("compared_on", "date", "信息比对日期", "compared with the departments' lists on"),
        Column("shown_from", "date", "线索公示起", "public notice from"),
        Column("shown_to", "date", "线索公示止", "last day of the public notice"),
        Column("times_shown", "integer", "公示次数", "how often it was made public"),
        Column("ruled_on", "date", "监测审定日期", "decided by the county on"),
        Column("ruled_as", "code", "审定结果", "what was decided", codes=RULED_AS),
    ),
    happens="clue_on",
)
INCOME_MONTH = Table(
    "income_month",
    "监测户月收支",
    "a watched household's income and unavoidable expense of one month",
    ("household_id", "month_begin"),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("month_begin", "date", "月份", "first day of the month", required=True),
        Column("month_income", "money", "当月纯收入", "net income", unit="yuan", secrecy="sensitive"),
        Column("rigid_expense", "money", "当月合规自付刚性支出", "unavoidable expense paid by the household", unit="yuan", secrecy="sensitive"),
    ),
    happens="month_begin",
)
MONITORING = (MONITORING_CLUE, INCOME_MONTH)
