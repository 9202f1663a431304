"""Tables of what happens to people and what they receive: school, hospital, insurance, houses, money."""

from wuxiang.schema import codes
from wuxiang.schema.model import Column, Table

SCHOOL_TERM = Table(
    "school_term",
    "在校名册",
    "a pupil or student in one term, from the education office's list",
    ("person_id", "term"),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("term", "text", "学期", "term, as 2018-autumn or 2019-spring", required=True),
        Column("school_year", "text", "学年", "school year, as 2018-2019", required=True),
        Column("starts_on", "date", "开学日期", "first day of term", required=True),
        Column("stage", "code", "学段", "stage", codes=codes.STAGE),
        Column("school", "text", "学校", "school"),
        Column("county_school", "boolean", "县内学校", "a school of the county"),
        Column("boards", "boolean", "寄宿", "boards"),
        Column("boarding_fee", "money", "住宿费", "boarding fee of the term", unit="yuan"),
    ),
    happens="starts_on",
)
HOSPITAL_STAY = Table(
    "hospital_stay",
    "住院结算",
    "one stay in hospital, from the medical-insurance settlement",
    ("stay_id",),
    (
        Column("stay_id", "text", "结算单号", "number of the settlement", required=True),
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("hospital", "text", "医院", "hospital", secrecy="sensitive"),
        Column("hospital_grade", "code", "医院等级", "grade of the hospital", codes=codes.HOSPITAL_GRADE, secrecy="sensitive"),
        Column("admitted_on", "date", "入院日期", "admitted on", secrecy="sensitive"),
        Column("discharged_on", "date", "出院日期", "discharged on", secrecy="sensitive"),
        Column("days", "integer", "住院天数", "days as settled", unit="day", secrecy="sensitive"),
        Column("total_cost", "money", "总费用", "total cost", unit="yuan", secrecy="sensitive"),
        Column("insured_cost", "money", "目录内费用", "cost inside the catalogue", unit="yuan", secrecy="sensitive"),
        Column("reimbursed", "money", "报销金额", "reimbursed", unit="yuan", secrecy="sensitive"),
    ),
    happens="discharged_on",
)
CHRONIC_CASE = Table(
    "chronic_case",
    "慢性病鉴定",
    "a suspected chronic disease: visit, result, card",
    ("case_id",),
    (
        Column("case_id", "text", "编号", "number", required=True),
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("suspected_on", "date", "疑似登记日期", "suspected on", required=True),
        Column("visited_on", "date", "上门日期", "visited at home on", secrecy="sensitive"),
        Column("result", "code", "鉴定结果", "result", codes=codes.CERTIFICATION, secrecy="sensitive"),
        Column("card_issued_on", "date", "发证日期", "card issued on", secrecy="sensitive"),
    ),
    happens="suspected_on",
)
INSURANCE = Table(
    "insurance",
    "参保缴费",
    "a person's insurance of one year",
    ("person_id", "kind", "year"),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("kind", "code", "险种", "kind", codes=codes.INSURANCE, required=True),
        Column("year", "integer", "年度", "year", required=True),
        Column("payer", "code", "缴费人", "who paid the premium", codes=codes.PAYER),
        Column("premium", "money", "保费", "premium", unit="yuan"),
        Column("enrolled_on", "date", "参保日期", "enrolled on"),
    ),
    happens="enrolled_on",
)
DISABILITY = Table(
    "disability",
    "残疾证",
    "a disability card",
    ("person_id", "certified_on"),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("card_number", "text", "残疾证号", "number of the card", secrecy="identity"),
        Column("category", "code", "残疾类别", "category", codes=codes.DISABILITY, secrecy="sensitive"),
        Column("level", "integer", "残疾等级", "level, 1 the gravest", secrecy="sensitive"),
        Column("certified_on", "date", "发证日期", "certified on", required=True),
        Column("expires_on", "date", "有效期至", "valid to"),
    ),
    happens="certified_on",
)
ACCIDENT = Table(
    "accident",
    "意外事故",
    "an accident of a person",
    ("accident_id",),
    (
        Column("accident_id", "text", "事故编号", "number", required=True),
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("occurred_on", "date", "发生日期", "occurred on"),
        Column("loss", "money", "核定损失", "loss as assessed", unit="yuan", secrecy="sensitive"),
        Column("compensated", "money", "已获赔偿", "already compensated by others", unit="yuan", secrecy="sensitive"),
        Column("causes_relapse", "boolean", "认定返贫", "found to throw the household back", secrecy="sensitive"),
        Column("assessed_on", "date", "认定日期", "assessed on"),
    ),
    happens="occurred_on",
)
CLAIM = Table(
    "claim",
    "理赔",
    "a claim on the government relief insurance",
    ("claim_id",),
    (
        Column("claim_id", "text", "案件号", "number", required=True),
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("cover", "code", "保障范围", "which of the five covers", codes=codes.COVER, required=True),
        Column("event_id", "text", "相关事件", "stay or accident it is about"),
        Column("occurred_on", "date", "出险日期", "event on", required=True),
        Column("reported_on", "date", "报案日期", "reported on"),
        Column("papers_complete_on", "date", "材料齐全日期", "papers complete on"),
        Column("decided_on", "date", "核赔日期", "decided by the insurer on"),
        Column("granted", "money", "核赔金额", "granted", unit="yuan", secrecy="sensitive"),
    ),
    happens="occurred_on",
)
HOUSE = Table(
    "house",
    "住房",
    "a house in which a household lives",
    ("house_id",),
    (
        Column("house_id", "text", "房屋编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("area", "number", "建筑面积", "floor area", unit="㎡"),
        Column("built_year", "integer", "建成年份", "built in"),
        Column("lived_in", "boolean", "实际居住", "lived in"),
    ),
)
HOUSE_SURVEY = Table(
    "house_survey",
    "住房排查鉴定",
    "one round of the housing survey, with the appraisal if suspected",
    ("house_id", "round"),
    (
        Column("house_id", "text", "房屋编号", "house", required=True),
        Column("round", "integer", "轮次", "round", required=True),
        Column("surveyed_on", "date", "排查日期", "surveyed on", required=True),
        Column("suspected", "boolean", "疑似危房", "suspected to be dangerous"),
        Column("appraised_on", "date", "鉴定日期", "appraised on"),
        Column("grade", "code", "鉴定等级", "grade", codes=codes.HOUSE_GRADE),
        Column("repaired_on", "date", "改造竣工日期", "made safe on"),
    ),
    happens="surveyed_on",
)
INCOME_SOURCE = Table(
    "income_source",
    "固定收益",
    "a fixed income of a household: support, finance, entrusted business",
    ("source_id",),
    (
        Column("source_id", "text", "收益编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("person_id", "text", "人内部编号", "person, where it is his alone"),
        Column("measure", "code", "固定收益措施", "measure", codes=codes.INCOME_MEASURE, required=True),
        Column("contract", "text", "合同编号", "contract"),
        Column("from_date", "date", "起始日期", "from"),
        Column("to_date", "date", "到期日期", "last day"),
        Column("yearly_return", "money", "年收益", "return a year", unit="yuan", secrecy="sensitive"),
        Column("paid_to_date", "date", "已付至", "paid up to"),
        Column("in_arrears", "boolean", "拖欠", "in arrears"),
    ),
    happens="from_date",
)
BENEFIT_PAID = Table(
    "benefit_paid",
    "补贴发放",
    "a payment, with the bank's answer",
    ("payment_id",),
    (
        Column("payment_id", "text", "流水号", "number", required=True),
        Column("programme", "text", "项目", "programme paid for, by its policy's name", required=True),
        Column("person_id", "text", "人内部编号", "payee"),
        Column("household_id", "text", "户内部编号", "household of the payee"),
        Column("period", "text", "所属期", "period, as 2018 or 2018-autumn"),
        Column("event_id", "text", "相关事件", "stay, accident or claim it is for"),
        Column("amount", "money", "金额", "amount", unit="yuan", secrecy="sensitive"),
        Column("paid_on", "date", "发放日期", "paid on"),
        Column("state", "code", "发放状态", "paid or returned", codes=codes.PAYMENT_STATE),
        Column("batch", "text", "批次", "batch"),
    ),
    happens="paid_on",
)
BENEFITS = (SCHOOL_TERM, HOSPITAL_STAY, CHRONIC_CASE, INSURANCE, DISABILITY, ACCIDENT, CLAIM, HOUSE, HOUSE_SURVEY, INCOME_SOURCE, BENEFIT_PAID)
