"""Tables of those who answer for it: helpers, pairings, village leaders, papers."""

from wuxiang.schema import codes
from wuxiang.schema.model import Column, Table

HELPER = Table(
    "helper",
    "帮扶责任人",
    "a cadre or employee who helps, or a county leader",
    ("helper_id",),
    (
        Column("helper_id", "text", "帮扶人编号", "our key, a token", required=True),
        Column("name", "text", "姓名", "name", secrecy="identity", national="AAB002"),
        Column("id_number", "text", "证件号码", "number of the certificate", secrecy="identity", national="AAB004"),
        Column("phone", "text", "联系电话", "phone", secrecy="identity", national="AAR012"),
        Column("as_person", "text", "作为群众的人内部编号", "his key as a person: the same identity in the register of people"),
        Column("unit", "text", "单位", "unit", national="AAP110"),
        Column("post", "text", "职务", "post", national="AAK888"),
        Column("payroll", "code", "人员身份", "county leader, public payroll or other", codes=codes.PAYROLL),
        Column("from_date", "date", "起始日期", "in post from"),
        Column("to_date", "date", "终止日期", "first day no longer in post"),
    ),
    happens="from_date",
)
PAIRING = Table(
    "pairing",
    "结对",
    "a helper and a household, by date",
    ("helper_id", "household_id", "from_date"),
    (
        Column("helper_id", "text", "帮扶人编号", "helper", required=True),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("from_date", "date", "起始日期", "from", required=True, national="AAR020"),
        Column("to_date", "date", "终止日期", "first day no longer", national="AAR021"),
    ),
    happens="from_date",
)
VILLAGE_LEADER = Table(
    "village_leader",
    "县级领导包村",
    "a county leader and a village, by date",
    ("helper_id", "village_code", "from_date"),
    (
        Column("helper_id", "text", "帮扶人编号", "county leader", required=True),
        Column("village_code", "text", "行政村代码", "village", required=True),
        Column("from_date", "date", "起始日期", "from", required=True),
        Column("to_date", "date", "终止日期", "first day no longer"),
    ),
    happens="from_date",
)
POLICY_PAPER = Table(
    "policy_paper",
    "政策文件",
    "a policy paper",
    ("number",),
    (
        Column("number", "text", "文号", "number", required=True),
        Column("title", "text", "标题", "title"),
        Column("issuer", "text", "发文机关", "issued by"),
        Column("issued_on", "date", "发文日期", "issued on"),
        Column("direction", "text", "方向", "direction it belongs to"),
    ),
    happens="issued_on",
)
OFFICIALS = (HELPER, PAIRING, VILLAGE_LEADER, POLICY_PAPER)
