"""Tables of places: areas, villages, their surveys, facilities, minutes to care."""

from wuxiang.schema import codes
from wuxiang.schema.model import Column, Table

AREA = Table(
    "area",
    "区划",
    "area, dated; villages and natural villages are two levels",
    ("area_code", "valid_from"),
    (
        Column("area_code", "text", "区划代码", "12-digit code; a natural village adds three digits", required=True),
        Column("valid_from", "date", "启用日期", "in use from", required=True),
        Column("valid_to", "date", "停用日期", "first day no longer in use"),
        Column("level", "code", "级别", "level", codes=codes.AREA_LEVEL, required=True),
        Column("name", "text", "名称", "name", required=True),
        Column("parent_code", "text", "上级代码", "code of the area above"),
        Column("successor_code", "text", "撤并后代码", "code after a merger"),
        Column("longitude", "number", "经度", "longitude", unit="degree"),
        Column("latitude", "number", "纬度", "latitude", unit="degree"),
        Column("datum", "text", "坐标系", "datum of the coordinates (WGS84, GCJ-02)"),
    ),
)
VILLAGE = Table(
    "village",
    "行政村",
    "administrative village as the county lists it",
    ("village_code",),
    (
        Column("village_code", "text", "行政村代码", "code", required=True),
        Column("zone", "code", "地形区", "terrain zone", codes=codes.ZONE),
        Column("poor_village", "boolean", "贫困村", "one of the poor villages"),
        Column("priority_village", "boolean", "脱贫重点村", "priority village, led by a county leader"),
        Column("rain_fed_water", "boolean", "集雨场供水", "water from a rain catchment"),
        Column("water_short", "boolean", "缺水地区", "water-short area (T/CHES 18-2018)"),
    ),
)
HARDSHIP = Table(
    "hardship",
    "一方水土八项指标",
    "the 8 indicators of hardship of a (natural) village",
    ("place_code", "assessed_on"),
    (
        Column("place_code", "text", "村代码", "code of the village or natural village", required=True),
        Column("assessed_on", "date", "评估日期", "assessed on", required=True),
        Column("village_code", "text", "行政村代码", "administrative village it belongs to", required=True),
        Column("incidence", "number", "贫困发生率", "poverty incidence", unit="%"),
        Column("income_per_head", "money", "人均可支配收入", "disposable income per head", unit="yuan"),
        Column("infrastructure_score", "number", "基础设施得分", "infrastructure", unit="point"),
        Column("housing_score", "number", "住房条件得分", "housing", unit="point"),
        Column("support_share", "number", "低保五保人口占比", "share on allowance or five guarantees", unit="%"),
        Column("illness_share", "number", "因病致贫返贫人口占比", "share poor through illness", unit="%"),
        Column("elderly_share", "number", "贫困老人占比", "share of poor elderly", unit="%"),
        Column("services_score", "number", "公共服务得分", "public services", unit="point"),
    ),
    happens="assessed_on",
)
VILLAGE_SURVEY = Table(
    "village_survey",
    "水电路网房排查",
    "one round of the service survey in an administrative village",
    ("village_code", "round"),
    (
        Column("village_code", "text", "行政村代码", "code", required=True),
        Column("round", "integer", "轮次", "round", required=True),
        Column("surveyed_on", "date", "排查日期", "surveyed on", required=True),
        Column("litres_per_day", "number", "人均日供水量", "water per person and day", unit="litre"),
        Column("quality_passed", "boolean", "水质合格", "water quality test passed"),
        Column("tap_at_home", "boolean", "自来水入户", "tap at home"),
        Column("fetch_minutes", "number", "单次取水时间", "minutes to fetch water once", unit="minute"),
        Column("interruption_days", "integer", "年停水天数", "days without water a year", unit="day"),
        Column("domestic_power", "boolean", "通生活用电", "domestic power"),
        Column("production_power", "boolean", "通生产用电", "three-phase power"),
        Column("hardened_road", "boolean", "通硬化路", "hardened road to the village"),
        Column("bus", "code", "客车通达方式", "way in which the bus comes", codes=codes.BUS),
        Column("bus_days_a_month", "integer", "每月发车天数", "days a month with a bus", unit="day"),
        Column("broadband", "boolean", "通宽带", "broadband"),
    ),
    happens="surveyed_on",
)
FACILITY = Table(
    "facility",
    "医疗卫生机构",
    "medical institution",
    ("facility_id",),
    (
        Column("facility_id", "text", "机构编号", "number", required=True),
        Column("kind", "code", "机构类别", "kind", codes=codes.FACILITY, required=True),
        Column("name", "text", "机构名称", "name"),
        Column("village_code", "text", "所在村代码", "village or community where it stands"),
        Column("built", "code", "建设方式", "built, rebuilt, integrated or existing", codes=codes.BUILT),
        Column("opened_on", "date", "启用日期", "open from"),
        Column("closed_on", "date", "停用日期", "closed from"),
        Column("doctors", "integer", "合格医生数", "qualified doctors", unit="person"),
    ),
    happens="opened_on",
)
CARE_TIME = Table(
    "care_time",
    "就医时间",
    "minutes from a place to an institution, with who says so",
    ("place_code", "facility_id", "determined_on"),
    (
        Column("place_code", "text", "村代码", "code of the village or natural village", required=True),
        Column("village_code", "text", "行政村代码", "administrative village it belongs to", required=True),
        Column("facility_id", "text", "机构编号", "institution", required=True),
        Column("determined_on", "date", "测定日期", "day", required=True),
        Column("minutes", "number", "就医时间", "minutes on the way", unit="minute"),
        Column("method", "code", "时间来源", "how it is known", codes=codes.TIME_METHOD),
        Column("determined_by", "text", "测定人", "who determined it", secrecy="personal"),
    ),
    happens="determined_on",
)
PLACES = (AREA, VILLAGE, HARDSHIP, VILLAGE_SURVEY, FACILITY, CARE_TIME)
