"""Lists of other offices, for comparison with the register: each in its own columns, with dirt."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from wuxiang.demo.arrays import EPOCH
from wuxiang.demo.chance import stream
from wuxiang.demo.matters import Matters
from wuxiang.demo.office import Office

FOLDER = "比对名单"
NUMBER_GONE, NUMBER_WRONG, NAME_ALTERED = 0.08, 0.04, 0.10
SOUNDS_ALIKE = {
    "建": "健", "国": "果", "志": "智", "海": "凯", "玉": "育", "文": "雯", "金": "今", "永": "勇",
    "春": "椿", "新": "欣", "德": "得", "俊": "军", "兴": "星", "云": "芸", "芳": "方", "丽": "莉",
    "强": "墙", "伟": "卫", "平": "萍", "秀": "绣", "英": "瑛", "福": "富", "贵": "桂", "山": "珊",
}  # fmt: skip
OLD_FORMS = str.maketrans("国华东军伟丽红兰凤龙强刘陈张赵黄", "國華東軍偉麗紅蘭鳳龍強劉陳張趙黃")
UNITS = ("河曲县第一中学", "文笔镇卫生院", "县水利局", "县林业局", "县交通运输局")


@dataclass(frozen=True)
class Somebody:
    """A person as an office may write him."""

    name: str
    number: str
    sex: str
    born: date
    head: str
    township: str
    village: str
    day: date
    yuan: str
    at: int


Writer = Callable[[Somebody], list[str]]
LISTS: dict[str, tuple[str, list[str], Writer]] = {
    "vehicle": (
        "公安局_机动车登记名单",
        ["所有人", "身份证号码", "号牌号码", "车辆类型", "初次登记日期", "乡镇", "村"],
        lambda p: [
            *(p.name, p.number, f"晋H演{p.at:05d}", "小型轿车", f"{p.day:%Y/%m/%d}"),
            *(p.township, p.village),
        ],
    ),
    "company": (
        "市场监管局_企业登记名单",
        ["企业名称", "法定代表人", "身份证号", "注册资本(元)", "成立日期", "乡镇", "行政村"],
        lambda p: [
            *(f"演示商行{p.at:04d}", p.name, p.number, p.yuan),
            f"{p.day.year}年{p.day.month}月{p.day.day}日",
            *(p.township, f"{p.village}村委会"),
        ],
    ),
    "public_salary": (
        "财政局_工资统发名单",
        ["单位", "职工姓名", "身份证号码", "出生日期", "应发工资", "发放日期"],
        lambda p: [
            *(UNITS[p.at % len(UNITS)], p.name, p.number, f"{p.born:%Y%m%d}", p.yuan),
            p.day.isoformat(),
        ],
    ),
    "death": (
        "民政局_死亡人员名单",
        ["死者姓名", "性别", "出生日期", "身份证号", "乡镇", "村", "死亡日期"],
        lambda p: [
            *(p.name, p.sex, f"{p.born:%Y.%m.%d}", p.number, p.township, p.village),
            f"{p.day:%Y.%m.%d}",
        ],
    ),
    "medical_cost": (
        "医保局_大额医疗支出名单",
        ["患者姓名", "证件号码", "结算日期", "个人自付金额", "乡镇", "行政村"],
        lambda p: [p.name, p.number, p.day.isoformat(), p.yuan, p.township, p.village],
    ),
    "dropout": (
        "教育局_失学辍学学生名单",
        ["学生姓名", "性别", "出生日期", "户主姓名", "乡镇", "行政村", "学校", "辍学日期"],
        lambda p: [
            *(p.name, p.sex, f"{p.born:%Y-%m-%d}", p.head, p.township, p.village),
            *(f"{p.township}中学", p.day.isoformat()),
        ],
    ),
}


def write_foreign_lists(office: Office, folder: Path) -> None:
    """Write a list per kind of event below `folder`/FOLDER."""
    (folder / FOLDER).mkdir()
    for matters in office.county.matters:
        title, headings, writer = LISTS[matters.kind]
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\r\n")
        table.writerow([f"{title.partition('_')[2]}（演示数据·人物均为虚构）"])
        table.writerow(headings)
        table.writerows(map(writer, _people(office, matters)))
        path = f"{FOLDER}/{title}.csv"
        (folder / path).write_bytes(text.getvalue().encode("gb18030"))


def _people(office: Office, matters: Matters) -> Iterator[Somebody]:
    chance = stream(office.county.seed, f"list of {matters.kind}")
    person, township, village, head = office.table("person"), *office.places
    columns = [
        person[name].take(matters.person).to_pylist()
        for name in ("name", "id_number", "sex", "birth_date")
    ]
    homes = office.home[matters.person]
    draws = chance.random((len(matters), 3))
    for at, (name, number, sex, born) in enumerate(zip(*columns, strict=True)):
        home, draw = int(homes[at]), draws[at]
        fen = int(matters.fen[at]) if matters.fen is not None else 0
        unknown = draw[0] < NUMBER_GONE + NUMBER_WRONG
        yield Somebody(
            name=_altered(name, float(draw[1]), at) if unknown or draw[2] < NAME_ALTERED else name,
            number=_number(number, float(draw[0])),
            sex="男" if sex == "male" else "女",
            born=born,
            head=head[home],
            township=township[home],
            village=village[home],
            day=EPOCH + timedelta(days=int(matters.days[at])),
            yuan=f"{fen // 100}.{fen % 100:02d}",
            at=at,
        )


def _number(number: str, draw: float) -> str:
    if draw < NUMBER_GONE:
        return ""
    if draw < NUMBER_GONE + NUMBER_WRONG:
        return number[:-1] + ("0" if number[-1] != "0" else "1")
    return number


def _altered(name: str, draw: float, at: int) -> str:
    """The name as another office may spell it: by its sound, in old forms, or with a gap."""
    if draw < 0.35:
        return name[:1] + "".join(SOUNDS_ALIKE.get(mark, mark) for mark in name[1:])
    if draw < 0.55:
        return name.translate(OLD_FORMS)
    if draw < 0.65 and len(name) > 2:
        return f"{name[0]}{'?□'[at % 2]}{name[2:]}"
    return name
