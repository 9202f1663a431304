"""Units behind a number: how lists write those of the vocabulary, and what is another unit."""

import re
import unicodedata
from collections.abc import Mapping

AREA = ("亩",)
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "%": ("%",),
    "day": ("天", "日"),
    "degree": ("度", "°"),
    "km": ("公里", "千米", "km"),
    "litre": ("升", "l"),
    "minute": ("分钟",),
    "month": ("个月", "月"),
    "mu": AREA,
    "person": ("人", "名", "位"),
    "piece": ("台", "个", "件", "套"),
    "point": ("分",),
    "yuan": ("元", "圆"),
    "yuan/m³": ("元", "元/立方米", "元/m3", "元/m³", "元/方"),
    "m³": ("立方米", "立方", "方", "m3", "m³"),
    "㎡": ("平方米", "平米", "m2", "m²"),
    "亩": AREA,
}
"""A unit of the vocabulary → how it is written, in small letters."""
COUNTED = (
    *("年", "级", "轮", "次", "户", "人", "个月", "月", "天", "日", "分钟"),
    *("元", "亩", "公里", "千米", "km", "平方米", "m2", "升"),
)
"""what may stand behind a number of a column that has no unit"""
OTHERS = ("米", "m", "公顷", "小时", "岁", "斤", "公斤", "kg", "吨", "‰")
KNOWN = {*(word for words in WRITTEN.values() for word in words), *COUNTED, *OTHERS}
UNIT = re.compile(f"({'|'.join(sorted(KNOWN, key=len, reverse=True))})$", re.IGNORECASE)
RAISED = ("<super>", "<sub>")


def narrowed(text: str) -> str:
    """`text` in narrow characters; a raised digit stays raised: 12² is not 122."""
    if text.isascii():
        return text
    return "".join(map(_narrow, text))


def _narrow(character: str) -> str:
    raised = unicodedata.decomposition(character).startswith(RAISED)
    return character if raised else unicodedata.normalize("NFKC", character)


def apart(text: str) -> tuple[str, str]:
    """A number as written, and the unit behind it; '' where none is known."""
    found = UNIT.search(text)
    return (text[: found.start()].strip(), found[0].lower()) if found else (text.strip(), "")


def fits(written: str, unit: str | None) -> bool:
    """Whether the unit `written` behind a number, if any, is that of a column in `unit`."""
    return not written or written in (COUNTED if unit is None else WRITTEN[unit])
