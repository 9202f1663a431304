"""Labelled pairs of hard Chinese names: invented people, and how another office wrote them.

Every case is a family or village of its own: somebody on a list (altered in one of KINDS), his own
row of the register, and a row of somebody who is easily taken for him. Labels are known because the
cases are made; none of them is anybody's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅"
    "沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎单解"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐")
GIVEN = (
    "建国志海玉文金永春新德俊兴云芳丽强伟平秀英福贵山明军华东红兰凤龙刚辉鹏飞波斌宇浩凯健涛杰超勇磊洋勤学林峰"
    "梅琳素莲真环雪荣爱妹香月莺媛菊琴珍贞莉瑞翠花枝改巧荷仙宝根柱栓虎银喜存良义和怀占生旺成长树秉"
)
RARE = {
    "䶮": "龙天",
    "赟": "文武贝",
    "珺": "王君",
    "翀": "羽中",
    "瑢": "王容",
    "燊": "火火火木",
    "甡": "生生",
    "烨": "火华",
    "煜": "火日立",
}
RARE_SOUND = {
    "䶮": "yan",
    "赟": "yun",
    "珺": "jun",
    "翀": "chong",
    "瑢": "rong",
    "燊": "shen",
    "甡": "shen",
    "烨": "ye",
    "煜": "yu",
}
SOUNDS_ALIKE = (
    "建健剑见 国果 志智至治 海凯 玉育遇 文雯闻 金今津 永勇咏 春椿 新欣鑫心 "
    "德得 俊军君钧 兴星 云芸 芳方 丽莉力 强墙 伟卫玮 "
    "平萍苹 秀绣 英瑛鹰 福富复 贵桂 山珊 明鸣铭 华花 东冬 红洪宏虹 兰蓝岚 "
    "凤奉 龙隆 刚钢 辉晖 鹏朋 飞非菲 波博 斌彬宾 宇雨羽 浩昊 "
    "涛焘 杰洁捷 超朝 磊垒 洋阳扬 林琳霖 峰锋丰 梅玫 素肃 莲连 真珍贞 雪学"
    " 荣容 爱艾 香湘 月悦 媛元 琴勤 瑞锐 翠粹 巧乔 宝保 成诚承 树书"
)
OLD_FORMS = dict(
    zip(
        "国华东军伟丽红兰凤龙强刚辉刘陈张赵黄吴孙马罗郑谢韩冯萧邓许叶阎单云义宝荣长树",
        "國華東軍偉麗紅蘭鳳龍強剛輝劉陳張趙黃吳孫馬羅鄭謝韓馮蕭鄧許葉閻單雲義寶榮長樹",
        strict=True,
    )
)
NEAR = {
    "林": "宁",
    "兰": "南",
    "丽": "妮",
    "芳": "荒",
    "英": "因",
    "星": "心",
    "成": "岑",
    "山": "三",
    "春": "存",
    "明": "民",
    "平": "贫",
}
MINORITY_FIRST = (
    "阿依古丽",
    "古丽娜尔",
    "阿不都拉",
    "买合木提",
    "热依汗",
    "巴图",
    "其其格",
    "艾力",
)
MINORITY_LAST = ("买买提", "吐尔逊", "依明", "卡德尔", "苏和", "孟和")
MALE, FEMALE = "male", "female"


@dataclass(frozen=True)
class Known:
    """Somebody as the register has him."""

    name: str
    born: date
    sex: str
    village: str
    home: str
    head: str


@dataclass(frozen=True)
class Case:
    """A row of a list, whom it is about, and who is easily taken for him."""

    kind: str
    rival: str
    listed: tuple[str, date | None, str | None, str | None, str | None]
    """Name, birth, sex, village and the name of the head of the household, as on the list."""
    own: Known
    other: Known


Alter = Callable[[Random, str], str]


def _same_sound(chance: Random, name: str) -> str:
    groups = {mark: group for group in SOUNDS_ALIKE.split() for mark in group}
    spots = [i for i, mark in enumerate(name) if i and mark in groups]
    if not spots:
        return name
    at = chance.choice(spots)
    return (
        name[:at] + chance.choice([m for m in groups[name[at]] if m != name[at]]) + name[at + 1 :]
    )


def _old_form(_: Random, name: str) -> str:
    return "".join(OLD_FORMS.get(mark, mark) for mark in name)


def _rare(chance: Random, name: str) -> str:
    spot = next(i for i, mark in enumerate(name) if mark in RARE)
    mark = name[spot]
    written = chance.choice(["?", "□", "\ue815", RARE_SOUND[mark], f"({RARE[mark]})", RARE[mark]])
    return name[:spot] + written + name[spot + 1 :]


def _swapped(_: Random, name: str) -> str:
    return name[1:] + name[:1]


def _shorter(chance: Random, name: str) -> str:
    if len(name) < 3:
        return name
    at = chance.choice([1, 2]) if name[:2] not in COMPOUND else chance.choice([0, 1])
    return name[:at] + name[at + 1 :]


def _near(_: Random, name: str) -> str:
    return name[0] + "".join(NEAR.get(mark, mark) for mark in name[1:])


def _dotted(chance: Random, name: str) -> str:
    return chance.choice(
        [
            name.replace("·", "•"),
            name.replace("·", ""),
            name.replace("·", " . "),
            name.partition("·")[0],
        ]
    )


def _as_is(_: Random, name: str) -> str:
    return name


KINDS: dict[str, Alter] = {
    "same sound": _same_sound,
    "old form": _old_form,
    "rare character": _rare,
    "swapped": _swapped,
    "part missing": _shorter,
    "like sound": _near,
    "minority name": _dotted,
    "as it is": _as_is,
}
RIVALS = (
    "twin",
    "father or son of the same sound",
    "brother",
    "namesake in the village",
    "namesake elsewhere",
    "like sound in the village",
)


def make_cases(seed: int, count: int) -> list[Case]:
    """`count` cases; each gives two labelled pairs."""
    chance = Random(seed)  # noqa: S311
    kinds, rivals = list(KINDS), list(RIVALS)
    return [
        _case(
            chance, number, kinds[number % len(kinds)], rivals[number // len(kinds) % len(rivals)]
        )
        for number in range(count)
    ]


def _name(chance: Random, kind: str) -> str:
    if kind == "minority name":
        return f"{chance.choice(MINORITY_FIRST)}·{chance.choice(MINORITY_LAST)}"
    surname = chance.choice(COMPOUND) if chance.random() < 0.06 else chance.choice(SURNAMES)
    given = chance.choice(GIVEN) + (
        chance.choice(GIVEN) if chance.random() < 0.78 or kind == "part missing" else ""
    )
    if kind == "rare character":
        given = given[:-1] + chance.choice(list(RARE))
    return surname + given


def _case(chance: Random, number: int, kind: str, rival: str) -> Case:
    name = _name(chance, kind)
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(27_000))
    head = name if chance.random() < 0.4 else name[0] + chance.choice(GIVEN) + chance.choice(GIVEN)
    own = Known(
        name,
        born,
        chance.choice([MALE, FEMALE]),
        f"1409301{number // 400:02d}{200 + number % 400}",
        f"N{number}",
        head,
    )
    other = _rival(chance, own, rival)
    return Case(kind, rival, _listed(chance, own, KINDS[kind]), own, other)


def _listed(
    chance: Random, own: Known, alter: Alter
) -> tuple[str, date | None, str | None, str | None, str | None]:
    born: date | None = own.born
    draw = chance.random()
    if draw < 0.06:
        born = _slip(chance, own.born)
    elif draw < 0.12:
        born = None
    return (
        alter(chance, own.name),
        born,
        own.sex if chance.random() < 0.9 else None,
        own.village if chance.random() < 0.93 or born is None else None,
        own.head if chance.random() < 0.45 or born is None else None,
    )


def _slip(chance: Random, born: date) -> date:
    """Day and month exchanged where that gives a day, else one digit of the day."""
    if born.day <= 12 and born.day != born.month and chance.random() < 0.5:
        return date(born.year, born.day, born.month)
    return born.replace(day=born.day % 10 + (10 if born.day < 10 else 0) or 1)


def _other_given(chance: Random, own: Known) -> str:
    """The name of a brother: surname kept, the last character another."""
    last = chance.choice([m for m in GIVEN if m not in own.name])
    return own.name[:-1] + last


def _rival(chance: Random, own: Known, rival: str) -> Known:
    years = timedelta(days=chance.choice([-1, 1]) * chance.randrange(800, 4_000))
    home = (own.village, own.home, own.head)
    away = (own.village, own.home + "x", own.head[0] + chance.choice(GIVEN))
    far = ("140930999" + own.village[-3:], own.home + "y", own.head[0] + chance.choice(GIVEN))
    sex = chance.choice([MALE, FEMALE])
    if rival == "twin":
        return Known(_other_given(chance, own), own.born, own.sex, *home)
    if rival == "father or son of the same sound":
        return Known(
            _same_sound(chance, own.name),
            own.born - timedelta(days=chance.randrange(7_500, 12_000)),
            own.sex,
            *home,
        )
    if rival == "brother":
        return Known(_other_given(chance, own), own.born + years, sex, *home)
    if rival == "namesake in the village":
        return Known(own.name, own.born + years, sex, *away)
    if rival == "namesake elsewhere":
        return Known(own.name, own.born + years, own.sex, *far)
    return Known(_same_sound(chance, own.name), own.born + years, own.sex, *away)
