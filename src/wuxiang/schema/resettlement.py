"""Tables of resettlement: money, flats, old houses, papers, villages, trees, work, the new community."""

from wuxiang.schema.model import Code, CodeList, Column, Table

FLAT_KIND = CodeList(
    "flat_kind",
    "住房来源",
    (Code("new", None, "新建", "newly built", ("新建住房",)), Code("integrated", None, "整合", "integrated from existing flats", ("整合住房",))),
)
VILLAGE_PAPER = CodeList(
    "village_paper",
    "撤并文件",
    (
        Code("relocation_agreement", None, "搬迁安置协议", "agreement to move"),
        Code("demolition_agreement", None, "旧房拆除复垦协议", "agreement to demolish and reclaim"),
        Code("vote", None, "村民表决", "vote of the villagers"),
        Code("request_to_township", None, "村向乡镇请示", "village's request to the township"),
        Code("request_to_county", None, "乡镇向县请示", "township's request to the county"),
        Code("filing", None, "民政备案", "filed with civil affairs"),
    ),
)
PLOT_KIND = CodeList("plot_kind", "地块类别", (Code("farmland", None, "耕地", "farmland"), Code("bare_hill", None, "荒山", "bare hill")))
ORGANISATION_KIND = CodeList(
    "organisation_kind",
    "组织类别",
    (
        Code("forest_station", None, "林业管护站", "forestry station"),
        Code("afforestation", None, "造林合作社", "afforestation co-operative", ("扶贫造林合作社",)),
        Code("water_team", None, "水利水保专业队", "water-works team"),
        Code("park", None, "扶贫园区", "industry park"),
    ),
)
PLACE_CLASS = CodeList(
    "place_class",
    "设施类别",
    (Code("facility", None, "便民设施", "facility of the community"), Code("service", None, "公共服务设施", "public service around it")),
)
NEED = CodeList(
    "need", "需求类别", (Code("school", None, "上学", "schooling"), Code("care", None, "就医", "medical care"), Code("life", None, "生活", "daily life"))
)
MOVER = Table(
    "mover",
    "搬迁户台账",
    "a household that moves, and what it pays itself",
    ("household_id",),
    (
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("moving_agreed_on", "date", "搬迁协议日期", "agreed to move on"),
        Column("own_contribution", "money", "自筹资金", "own contribution", unit="yuan", secrecy="sensitive"),
        Column("moved_on", "date", "入住日期", "moved in on"),
    ),
    happens="moving_agreed_on",
)
FLAT = Table(
    "flat",
    "安置住房台账",
    "a flat for movers, and the household it is allotted to",
    ("flat_id",),
    (
        Column("flat_id", "text", "住房编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household it is allotted to"),
        Column("flat_kind", "code", "住房来源", "new or integrated", codes=FLAT_KIND),
        Column("site", "text", "安置点", "resettlement site"),
        Column("flat_area", "number", "套内面积", "floor area", unit="㎡"),
        Column("cost", "money", "单位造价", "building cost of a ㎡", unit="yuan"),
        Column("built_on", "date", "住房竣工日期", "finished on"),
        Column("allotted_on", "date", "分配日期", "allotted on"),
    ),
    happens="built_on",
)
OLD_HOUSE = Table(
    "old_house",
    "旧房拆除复垦台账",
    "an old house and its yard: measured, valued, compensated, demolished, reclaimed",
    ("old_house_id",),
    (
        Column("old_house_id", "text", "旧房编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "owner", required=True),
        Column("house_area", "number", "旧房面积", "floor area of the house", unit="㎡"),
        Column("yard_area", "number", "宅基地面积", "area of the yard", unit="㎡"),
        Column("measured_on", "date", "丈量日期", "measured on"),
        Column("value", "money", "评估补偿金额", "compensation as valued", unit="yuan", secrecy="sensitive"),
        Column("agreed_on", "date", "拆除协议日期", "agreement signed on"),
        Column("rights_kept", "boolean", "土地林地权益不变", "land and forest rights confirmed"),
        Column("demolish_by", "date", "约定拆除日期", "to be demolished by"),
        Column("demolished_on", "date", "拆除日期", "demolished on"),
        Column("reclaim_by", "date", "约定复垦日期", "to be reclaimed by"),
        Column("reclaimed_on", "date", "复垦日期", "reclaimed on"),
    ),
    happens="measured_on",
)
VILLAGE_MERGER = Table(
    "village_merger",
    "行政村撤并台账",
    "an administrative village dissolved into another",
    ("old_code",),
    (
        Column("old_code", "text", "原村代码", "code of the village dissolved", required=True),
        Column("old_name", "text", "原村名称", "its name"),
        Column("village_code", "text", "并入行政村代码", "village that succeeds it"),
        Column("begun_on", "date", "撤并启动日期", "begun on", required=True),
        Column("merged_on", "date", "撤并批复日期", "merged on"),
    ),
    happens="begun_on",
)
VILLAGE_DOCUMENT = Table(
    "village_document",
    "撤并文件台账",
    "a paper of a merger: signed, dated, kept on file",
    ("old_code", "paper"),
    (
        Column("old_code", "text", "原村代码", "code of the village dissolved", required=True),
        Column("paper", "code", "撤并文件", "kind of paper", codes=VILLAGE_PAPER, required=True),
        Column("dated_on", "date", "文件日期", "dated"),
        Column("signed", "boolean", "签字盖章齐全", "all signatures and seals are there"),
        Column("file_number", "text", "档案号", "number on file"),
        Column("voters", "integer", "应到人数", "entitled to vote", unit="person"),
        Column("voters_present", "integer", "实到人数", "voters_present", unit="person"),
        Column("in_favour", "integer", "同意人数", "in favour", unit="person"),
    ),
    happens="dated_on",
)
FOREST_PLOT = Table(
    "forest_plot",
    "退耕还林荒山绿化台账",
    "a plot of a moved village: to forest, or bare hill to be greened",
    ("plot_id",),
    (
        Column("plot_id", "text", "地块编号", "number", required=True),
        Column("village_code", "text", "行政村代码", "village it belongs to", required=True),
        Column("plot_kind", "code", "地块类别", "farmland or bare hill", codes=PLOT_KIND),
        Column("plot_area", "number", "地块面积", "area", unit="mu"),
        Column("policy_allows", "boolean", "符合退耕政策", "the policy allows it to become forest"),
        Column("listed_on", "date", "列入日期", "listed on"),
        Column("planted_on", "date", "造林日期", "planted on"),
    ),
    happens="listed_on",
)
ORGANISATION = Table(
    "organisation",
    "搬迁就业组织名册",
    "a forestry station, co-operative, team or park that gives movers work",
    ("organisation_id",),
    (
        Column("organisation_id", "text", "组织编号", "number", required=True),
        Column("organisation_kind", "code", "组织类别", "kind", codes=ORGANISATION_KIND, required=True),
        Column("name", "text", "组织名称", "name"),
        Column("in_moved_area", "boolean", "搬迁区域内", "in the area from which people moved"),
        Column("takes_movers", "boolean", "专门吸纳搬迁人口", "made to employ movers"),
        Column("formed_on", "date", "成立日期", "founded on"),
        Column("dissolved_on", "date", "注销日期", "closed from"),
    ),
    happens="formed_on",
)
JOB_KIND = Table(
    "job_kind",
    "就业菜单",
    "a kind of job on the menu for movers",
    ("job_kind",),
    (
        Column("job_kind", "text", "岗位名称", "kind of job", required=True),
        Column("job_class", "text", "岗位大类", "class that it belongs to"),
        Column("ranger", "boolean", "护林岗位", "a forest ranger's job"),
    ),
)
JOB = Table(
    "job",
    "搬迁户就业台账",
    "a job of a person, by date",
    ("person_id", "job_kind", "from_date"),
    (
        Column("person_id", "text", "人内部编号", "person", required=True),
        Column("job_kind", "text", "岗位名称", "kind of job on the menu", required=True),
        Column("from_date", "date", "起始日期", "from", required=True),
        Column("to_date", "date", "终止日期", "first day no longer"),
        Column("months", "integer", "年工作月数", "months of work a year", unit="month"),
        Column("organisation_id", "text", "组织编号", "who employs him"),
    ),
    happens="from_date",
)
COMMUNITY_PLACE = Table(
    "community_place",
    "安置区配套设施",
    "a facility of the new community or a public service around it",
    ("place_id",),
    (
        Column("place_id", "text", "设施编号", "number", required=True),
        Column("place_class", "code", "设施类别", "facility or service", codes=PLACE_CLASS, required=True),
        Column("place_name", "text", "设施名称", "name", required=True),
        Column("site", "text", "安置点", "resettlement site"),
        Column("place_planned_on", "date", "规划日期", "planned on"),
        Column("open_by", "date", "计划启用日期", "to be open by"),
        Column("open_since", "date", "设施启用日期", "open from"),
    ),
    happens="place_planned_on",
)
MOVER_NEED = Table(
    "mover_need",
    "搬迁群众需求跟进",
    "what a household of movers needs: schooling, care, daily life; and when it was met",
    ("need_id",),
    (
        Column("need_id", "text", "需求编号", "number", required=True),
        Column("household_id", "text", "户内部编号", "household", required=True),
        Column("need", "code", "需求类别", "kind of need", codes=NEED, required=True),
        Column("raised_on", "date", "提出日期", "raised on"),
        Column("met_on", "date", "解决日期", "met on"),
    ),
    happens="raised_on",
)
RESETTLEMENT = (*(MOVER, FLAT, OLD_HOUSE, VILLAGE_MERGER, VILLAGE_DOCUMENT, FOREST_PLOT), *(ORGANISATION, JOB_KIND, JOB, COMMUNITY_PLACE, MOVER_NEED))
