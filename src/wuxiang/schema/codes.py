"""The code lists: our word, the national code, Chinese and English, other wordings seen in lists."""

from wuxiang.schema.model import Code, CodeList


def _list(name: str, zh: str, *rows: tuple[str, str | None, str, str] | tuple[str, str | None, str, str, tuple[str, ...]]) -> CodeList:
    return CodeList(name, zh, tuple(Code(*row) for row in rows))


STATUS = _list(
    "status",
    "户状态",
    ("registered", "0", "建档立卡贫困户", "registered poor household", ("贫困户", "未脱贫", "未脱贫户", "返贫")),
    ("exited_with_policies", "1", "脱贫享受政策", "left poverty, policies kept", ("脱贫户", "脱贫", "已脱贫", "已脱贫享受政策")),
    ("exited", None, "脱贫不享受政策", "left poverty, policies ended", ("已脱贫不享受政策", "稳定脱贫户")),
    ("marginal", None, "边缘户", "marginal household", ("边缘易致贫户",)),
    ("monitored", None, "监测户", "monitored household", ("脱贫不稳定户", "突发严重困难户", "脱贫监测户")),
    ("ordinary", None, "一般农户", "ordinary household", ("非贫困户", "一般户")),
)
SEX = _list(
    "sex",
    "性别",
    ("male", "1", "男", "male", ("男性",)),
    ("female", "2", "女", "female", ("女性",)),
    ("unstated", "9", "未说明", "unstated", ("未说明的性别",)),
)
RELATION = _list(
    "relation",
    "与户主关系",
    ("head", "01", "户主", "head of household", ("本人",)),
    ("spouse", "02", "配偶", "spouse", ("妻", "妻子", "丈夫", "之妻")),
    ("son", "03", "之子", "son", ("子", "儿子", "长子", "次子")),
    ("daughter", "04", "之女", "daughter", ("女儿", "长女", "次女")),
    ("daughter_in_law", "05", "之儿媳", "daughter-in-law", ("儿媳",)),
    ("son_in_law", "06", "之女婿", "son-in-law", ("女婿",)),
    ("grandson", "07", "之孙子", "grandson", ("孙子",)),
    ("granddaughter", "08", "之孙女", "granddaughter", ("孙女",)),
    ("grandson_by_daughter", "09", "之外孙子", "grandson by a daughter", ("外孙子", "外孙")),
    ("granddaughter_by_daughter", "10", "之外孙女", "granddaughter by a daughter", ("外孙女",)),
    ("father", "11", "之父", "father", ("父", "父亲")),
    ("mother", "12", "之母", "mother", ("母", "母亲")),
    ("wifes_father", "13", "之岳父", "wife's father", ("岳父",)),
    ("wifes_mother", "14", "之岳母", "wife's mother", ("岳母",)),
    ("husbands_father", "15", "之公公", "husband's father", ("公公",)),
    ("husbands_mother", "16", "之婆婆", "husband's mother", ("婆婆",)),
    ("grandfather", "17", "之祖父", "grandfather", ("祖父",)),
    ("grandmother", "18", "之祖母", "grandmother", ("祖母",)),
    ("mothers_father", "19", "之外祖父", "mother's father", ("外祖父",)),
    ("mothers_mother", "20", "之外祖母", "mother's mother", ("外祖母",)),
    ("sibling", None, "之兄弟姐妹", "brother or sister", ("兄弟姐妹", "弟", "妹", "兄", "姐")),
    ("great_grandson", None, "之曾孙子", "great-grandson", ("曾孙子",)),
    ("great_granddaughter", None, "之曾孙女", "great-granddaughter", ("曾孙女",)),
    ("nephew", None, "之侄儿", "nephew", ("侄儿", "侄子")),
    ("niece", None, "之侄女", "niece", ("侄女",)),
    ("brothers_wife", None, "之兄弟媳妇", "brother's wife", ("兄弟媳妇",)),
    ("uncle", None, "之叔伯", "father's brother", ("叔伯",)),
    ("other", "99", "其他", "other", ("其它", "非亲属")),
)
EDUCATION = _list(
    "education",
    "文化程度",
    ("illiterate", "1", "文盲或半文盲", "no or little reading", ("文盲", "文盲半文盲")),
    ("primary", "2", "小学", "primary school"),
    ("junior", "3", "初中", "junior high school"),
    ("senior", "4", "高中", "senior high school", ("中专", "职高")),
    ("college", "5", "大专及以上", "college and above", ("大专",)),
    ("bachelor", None, "本科及以上", "bachelor and above", ("本科",)),
    ("preschool", "6", "学龄前儿童", "below school age", ("学龄前",)),
)
SCHOOLING = _list(
    "schooling",
    "在校生状况",
    ("none", "1", "非在校生", "not in school", ("不在校",)),
    ("kindergarten", "2", "学前教育", "pre-school"),
    ("primary", "3", "小学", "primary school"),
    ("junior_1", "4", "七年级", "grade 7"),
    ("junior_2", "5", "八年级", "grade 8", ("八",)),
    ("junior_3", "6", "九年级", "grade 9", ("九",)),
    ("senior_1", "7", "普通高中一年级", "senior high 1", ("高一",)),
    ("senior_2", "8", "普通高中二年级", "senior high 2", ("高二",)),
    ("senior_3", "9", "普通高中三年级", "senior high 3", ("高三",)),
    ("vocational_1", "10", "中职一年级", "vocational 1", ("中职一",)),
    ("vocational_2", "11", "中职二年级", "vocational 2", ("中职二",)),
    ("vocational_3", "12", "中职三年级", "vocational 3", ("中职三",)),
    ("higher_vocational_1", "13", "高职高专一年级", "higher vocational 1", ("高职一",)),
    ("higher_vocational_2", "14", "高职高专二年级", "higher vocational 2", ("高职二",)),
    ("higher_vocational_3", "15", "高职高专三年级", "higher vocational 3", ("高职三",)),
    ("university", "16", "大专及以上", "university", ("本科", "本科一年级", "本科二年级", "本科三年级", "本科四年级", "本科五年级", "硕士研究生及以上")),
    ("below_school_age", None, "学龄前儿童", "below school age"),
)
STAGE = _list(
    "stage",
    "学段",
    ("primary", None, "小学", "primary school"),
    ("junior", None, "初中", "junior high school", ("初级中学",)),
    ("senior", None, "高中", "senior high school", ("普通高中", "高级中学")),
    ("vocational", None, "中职", "secondary vocational", ("职业高中", "中专")),
    ("university", None, "大学", "university or college", ("本科", "大专", "高职高专")),
)
WORK_ABILITY = _list(
    "work_ability",
    "劳动技能",
    ("ordinary", "1", "普通劳动力", "able to work", ("普通劳动者",)),
    ("skilled", "2", "技能劳动力", "skilled worker", ("技能劳动者",)),
    ("lost", "3", "丧失劳动力", "lost the ability to work", ("丧失",)),
    ("none", "4", "无劳动力", "not able to work", ("无", "无劳动能力")),
    ("weak", None, "弱劳动力或半劳动力", "partly able to work", ("弱劳动力", "半劳动力")),
)
WORK_PLACE = _list(
    "work_place",
    "务工区域",
    ("in_township", "1", "乡(镇)内", "in the township", ("乡镇内", "乡(镇)内务工")),
    ("in_county", "2", "乡(镇)外县内", "in the county", ("县内",)),
    ("in_province", "3", "县外省内", "in the province", ("省内",)),
    ("outside", "4", "省外", "outside the province"),
    ("other", "99", "其他", "other", ("其它",)),
)
CAUSE = _list(
    "cause",
    "致贫原因",
    ("illness", "1", "因病", "illness"),
    ("disability", "2", "因残", "disability"),
    ("schooling", "3", "因学", "schooling"),
    ("disaster", "4", "因灾", "disaster"),
    ("land", "5", "缺土地", "lack of land"),
    ("water", "6", "缺水", "lack of water"),
    ("skill", "7", "缺技术", "lack of skill"),
    ("labour", "8", "缺劳力", "lack of labour", ("缺劳动力",)),
    ("money", "9", "缺资金", "lack of money"),
    ("transport", "10", "交通条件落后", "poor transport"),
    ("motivation", "11", "自身发展动力不足", "lack of drive", ("自身发展力不足",)),
    ("marriage", "12", "因婚", "marriage"),
    ("funeral", "13", "因丧", "funeral"),
    ("other", "99", "其他", "other", ("其它",)),
)
HOUSEHOLD_TYPE = _list(
    "household_type",
    "贫困户属性",
    ("general", "1", "一般贫困户", "ordinary poor", ("一般脱贫户", "一般农户")),
    ("dibao", "2", "低保户", "subsistence allowance", ("低保脱贫户",)),
    ("wubao", "3", "五保户", "five guarantees", ("特困供养脱贫户", "特困户", "特困供养户")),
    ("dibao_poor", "4", "低保贫困户", "allowance, able to work"),
    ("low_income", "5", "低收入农户", "low income"),
)
STANDARD = _list(
    "standard",
    "识别标准",
    ("national", "1", "国家标准", "national line", ("国家",)),
    ("provincial", "2", "省定标准", "provincial line", ("省定",)),
    ("prefectural", "3", "市定标准", "prefectural line", ("市定",)),
)
POLITICAL = _list(
    "political",
    "政治面貌",
    ("member", None, "中共党员", "Party member", ("党员",)),
    ("probationary", None, "中共预备党员", "probationary Party member", ("预备党员",)),
    ("youth_league", None, "共青团员", "Youth League member", ("团员",)),
    ("none", None, "群众", "no party"),
)
ID_KIND = _list(
    "id_kind",
    "证件类型",
    ("identity_card", "1", "居民身份证", "identity card", ("身份证",)),
    ("disability_card", "2", "残疾人证", "disability card", ("残疾证",)),
    ("other", "9", "其他", "other"),
)
ROAD = _list(
    "road",
    "入户路类型",
    ("earth", "1", "泥土路", "earth", ("土路",)),
    ("gravel", "2", "砂石路", "gravel", ("石砂路",)),
    ("concrete", "3", "水泥路", "concrete"),
    ("asphalt", "4", "沥青路", "asphalt", ("柏油路",)),
)
FUEL = _list(
    "fuel",
    "主要燃料类型",
    ("wood", "1", "柴草", "wood and straw"),
    ("dung", "2", "干畜粪", "dried dung"),
    ("coal", "3", "煤炭", "coal", ("煤",)),
    ("clean", "4", "清洁能源", "clean energy"),
    ("other", "99", "其他", "other"),
)
HOUSE_GRADE = _list(
    "house_grade",
    "房屋鉴定等级",
    ("A", "A", "A级", "structure safe", ("a", "A级：结构安全")),
    ("B", "B", "B级", "single parts dangerous", ("b",)),
    ("C", "C", "C级", "partly dangerous", ("c",)),
    ("D", "D", "D级", "wholly dangerous", ("d",)),
)
HOSPITAL_GRADE = _list(
    "hospital_grade",
    "医院等级",
    ("3A", None, "三级甲等", "grade 3A", ("三甲",)),
    ("3B", None, "三级乙等", "grade 3B", ("三乙",)),
    ("2A", None, "二级甲等", "grade 2A", ("二甲",)),
    ("2B", None, "二级乙等", "grade 2B", ("二乙",)),
    ("1", None, "一级", "grade 1", ("乡镇卫生院", "一级甲等")),
    ("none", None, "未定级", "not graded"),
)
INSURANCE = _list(
    "insurance",
    "险种",
    ("basic_medical", None, "城乡居民基本医疗保险", "basic medical insurance of residents", ("新农合", "基本医保")),
    ("supplementary_medical", None, "补充医疗保险", "supplementary medical insurance", ("补充医保",)),
    ("serious_illness", None, "大病保险", "serious-illness insurance"),
    ("stay_and_accident", None, "住院津贴和意外伤害保险", "hospital-stay allowance and accident insurance", ("住院津贴意外险",)),
    ("relief", None, "政府扶贫救助保险", "government poverty-relief insurance", ("扶贫救助保险",)),
)
PAYER = _list(
    "payer",
    "缴费人",
    ("county", None, "县财政", "county", ("财政", "政府")),
    ("person", None, "个人", "the person", ("本人", "自缴")),
    ("other", None, "其他", "other"),
)
COVER = _list(
    "cover",
    "救助保险保障范围",
    ("disability", None, "残疾人救助", "disability"),
    ("education", None, "教育救助", "education"),
    ("disaster", None, "自然灾害救助", "natural disaster"),
    ("accident", None, "意外事故救助", "accident"),
    ("medical", None, "医疗费用救助", "medical cost"),
)
DISABILITY = _list(
    "disability",
    "残疾类别",
    ("sight", "1", "视力", "sight", ("视力残疾",)),
    ("hearing", "2", "听力", "hearing", ("听力残疾",)),
    ("speech", "3", "言语", "speech", ("言语残疾",)),
    ("limb", "4", "肢体", "limbs", ("肢体残疾",)),
    ("intellect", "5", "智力", "intellect", ("智力残疾",)),
    ("mental", "6", "精神", "mental", ("精神残疾",)),
    ("multiple", "7", "多重", "multiple", ("多重残疾",)),
)
CERTIFICATION = _list(
    "certification", "鉴定结果", ("confirmed", None, "符合", "certified", ("通过", "确认")), ("refuted", None, "不符合", "not certified", ("未通过",))
)
AREA_LEVEL = _list(
    "area_level",
    "区划级别",
    ("county", None, "县", "county"),
    ("township", None, "乡镇", "township"),
    ("village", None, "行政村", "administrative village"),
    ("natural_village", None, "自然村", "natural village"),
    ("community", None, "社区", "urban community"),
)
ZONE = _list(
    "zone",
    "地形区",
    ("plain", None, "平川区", "river plain", ("平川",)),
    ("half_hill", None, "半山区", "half-hill", ("半山",)),
    ("high_hill", None, "高山区", "high hills", ("高山",)),
)
WATER = _list(
    "water", "饮水评价", ("met", None, "达标", "met"), ("basically_met", None, "基本达标", "basically met"), ("not_met", None, "不达标", "not met", ("未达标",))
)
BUS = _list(
    "bus",
    "客车通达方式",
    ("scheduled", None, "自然通达", "scheduled pass", ("班车", "公交")),
    ("fixed_day", None, "包片定期", "fixed-day area service", ("定期",)),
    ("telephone", None, "电话预约", "telephone booking", ("预约",)),
    ("none", None, "未通", "none", ("无",)),
)
FACILITY = _list(
    "facility",
    "机构类别",
    ("village_clinic", None, "村卫生室", "village clinic"),
    ("township_hospital", None, "乡镇卫生院", "township hospital"),
    ("county_hospital", None, "县级医院", "county hospital"),
    ("community_clinic", None, "社区卫生服务站", "community clinic"),
)
BUILT = _list(
    "built",
    "建设方式",
    ("new", None, "新建", "built"),
    ("rebuilt", None, "改造", "rebuilt", ("改建",)),
    ("integrated", None, "整合", "integrated"),
    ("existing", None, "原有", "existing"),
)
TIME_METHOD = _list(
    "time_method",
    "时间来源",
    ("measured", None, "实测", "measured on the way"),
    ("typed", None, "填报", "typed in by the village", ("估报",)),
    ("road_network", None, "路网测算", "computed over the road network"),
)
INCOME_MEASURE = _list(
    "income_measure",
    "固定收益措施",
    ("support", None, "低保五保", "subsistence allowance or five guarantees", ("低保", "五保", "特困供养")),
    ("finance", None, "金融扶贫", "financial poverty relief", ("五位一体",)),
    ("entrusted", None, "委托经营", "entrusted business"),
)
PAYMENT_STATE = _list(
    "payment_state",
    "发放状态",
    ("paid", None, "成功", "paid", ("发放成功", "已发放")),
    ("returned", None, "退回", "returned by the bank", ("发放失败", "失败")),
)
PAYROLL = _list(
    "payroll",
    "人员身份",
    ("county_leader", None, "县级领导", "county leader"),
    ("public", None, "财政供养", "on the public payroll", ("在编", "财政供养人员")),
    ("other", None, "其他", "other", ("其它",)),
)
LEAVING = _list(
    "leaving",
    "减少原因",
    ("death", None, "死亡", "death"),
    ("marriage", None, "婚嫁", "marriage"),
    ("moved", None, "迁出", "moved away", ("户籍迁出",)),
    ("split", None, "分户", "household split"),
    ("other", None, "其他", "other"),
)
EVENT = _list(
    "event",
    "自然变更",
    ("split", None, "分户", "split"),
    ("merge", None, "并户", "merge"),
    ("birth", None, "出生", "birth"),
    ("death", None, "死亡", "death"),
    ("marriage", None, "婚嫁", "marriage"),
    ("move", None, "迁移", "move"),
)
PROCEDURE = _list("procedure", "程序", ("identification", None, "识别", "identification"), ("exit", None, "退出", "exit"))
