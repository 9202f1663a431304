"""How a Chinese name is spelt and sounds: what two lists may write differently for one person.

A name becomes one mark per character. Variants are folded; a character that somebody could not
type is `?`, whether written as ?, □, a private-use sign, in pinyin or by its parts in brackets.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pypinyin.pinyin_dict import pinyin_dict

from wuxiang.linkage.variants import APART, SAME

UNREADABLE = "?"
UNREADABLES = frozenset("?*□■▇○◯〓_\ufffd")
DOTS = str.maketrans(dict.fromkeys("·•・‧∙⋅●．.。｡᛫ ･\u00b7'’`-", None))
BRACKETED = re.compile(r"[\[({【〔<《「][^\])}】〕>》」]*[\])}】〕>》」]")
PARTS = re.compile("|".join(sorted(APART, key=len, reverse=True)))
FOLDED = str.maketrans(dict(SAME))
LATIN = re.compile(r"[A-Za-züÜ]+[1-5]?")
REMEMBERED = 1 << 19
RARE_PLANE = 0x20000
"""From here on rare characters have their codes, some newer than the interpreter's tables."""
LONGEST_SYLLABLE = 6
MOST_MARKS = 40
SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "查": "zha", "仇": "qiu", "朴": "piao", "任": "ren",
    "区": "ou", "盖": "ge", "冼": "xian", "员": "yun", "尉": "yu", "折": "she", "燕": "yan",
    "乐": "yue", "华": "hua", "翟": "zhai", "缪": "miao", "秘": "bi", "繁": "po", "长": "zhang",
    "行": "xing", "重": "chong", "种": "chong", "覃": "qin", "召": "shao", "葛": "ge", "郇": "xun",
}  # fmt: skip
"""Characters that are read otherwise in a surname."""
INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("f", "h"), ("r", "y"))


class Spelling(NamedTuple):
    """A name as marks and sounds; all are text, so that they can be columns."""

    chars: str
    """One mark per character, `?` for one that cannot be read."""
    sound: str
    """A syllable without tone per mark, apart by spaces; `?` where it is not known."""
    near: str
    """The same, with sounds that are mixed up in dialects made one: zh z, l n, f h, ng n."""
    parts: str
    """The marks in order of code: equal when only their order differs."""
    family: str
    """The first syllable of `near`: what the surname sounds like."""
    unread: int
    """How many marks are `?`."""


@lru_cache(maxsize=REMEMBERED)
def spell(name: str) -> Spelling:
    """The spelling of `name`; of no marks when nothing in it is a character of a name."""
    marks = list(_marks(name))[:MOST_MARKS]
    chars = "".join(mark for mark, _ in marks)
    sounds = [said or _sound(mark) for mark, said in marks]
    if sounds and marks[0][0] in SURNAMES:
        sounds[0] = SURNAMES[marks[0][0]]
    near = [_near(sound) for sound in sounds]
    return Spelling(
        chars=chars,
        sound=" ".join(sounds),
        near=" ".join(near),
        parts="".join(sorted(chars)),
        family=near[0] if near else "",
        unread=chars.count(UNREADABLE),
    )


def agree(one: str, other: str) -> bool:
    """Whether two names may be one person's, told by the names alone: the same ID number's say.

    Equal but for variants, sound, order, unreadable characters, or a part that one leaves out.
    """
    a, b = spell(one), spell(other)
    if not a.chars or not b.chars:
        return False
    if a.near == b.near or a.parts == b.parts:
        return True
    if len(a.chars) == len(b.chars):
        same = (
            UNREADABLE in pair or pair[0] == pair[1] for pair in zip(a.chars, b.chars, strict=True)
        )
        return all(same) and UNREADABLE in a.chars + b.chars
    short, long = sorted((a.chars, b.chars), key=len)
    return len(short) > 1 and _is_part(short, long)


def _is_part(short: str, long: str) -> bool:
    """Whether `short` is `long` with marks left out, at the beginning or at the end the same."""
    left = iter(long)
    return all(mark in left for mark in short) and (short[0] == long[0] or long.endswith(short))


def _marks(name: str) -> Iterator[tuple[str, str]]:
    """Each mark with its sound where that is written instead of the character."""
    text = unicodedata.normalize("NFKC", _bracketless(name)).translate(DOTS)
    text = _put_together("".join(text.split()).translate(FOLDED))
    at = 0
    while at < len(text):
        found = LATIN.match(text, at)
        if found:
            yield from ((UNREADABLE, syllable) for syllable in syllables(found[0]))
            at = found.end()
            continue
        mark = text[at]
        at += 1
        if mark in UNREADABLES or unicodedata.category(mark) == "Co":
            yield UNREADABLE, UNREADABLE
        elif unicodedata.category(mark) == "Lo" or ord(mark) >= RARE_PLANE:
            yield mark, ""


def _bracketless(name: str) -> str:
    """Each bracketed description as the one character that it describes."""

    def character(found: re.Match[str]) -> str:
        inner = re.sub(r"[上下左右加]", "", found[0][1:-1])
        folded = inner.translate(FOLDED)
        if LATIN.fullmatch(inner) or (len(inner) == 1 and inner not in UNREADABLES):
            return inner
        return APART.get(folded, UNREADABLE)

    return BRACKETED.sub(character, name)


def _put_together(text: str) -> str:
    """Characters written by their parts, behind the surname, put together."""
    return text[:1] + PARTS.sub(lambda found: APART[found[0]], text[1:])


def syllables(latin: str) -> list[str]:
    """Pinyin cut into its syllables, longer ones first; `?` for a run that is no pinyin."""
    return _cut(latin.lower().rstrip("12345").replace("ü", "v")) or [UNREADABLE]


def _cut(text: str) -> list[str] | None:
    if not text:
        return []
    for size in range(min(LONGEST_SYLLABLE, len(text)), 0, -1):
        if text[:size] in _syllables() and (rest := _cut(text[size:])) is not None:
            return [text[:size], *rest]
    return None


@lru_cache(maxsize=1 << 16)
def _sound(mark: str) -> str:
    readings = pinyin_dict.get(ord(mark))
    return _toneless(readings) if readings else UNREADABLE


def _near(sound: str) -> str:
    for initial, plain in INITIALS:
        if sound.startswith(initial):
            sound = plain + sound[len(initial) :]
            break
    return sound.removesuffix("g") if sound.endswith("ng") else sound


def _toneless(readings: str) -> str:
    """The first of several readings, without its tone: lǜ,lù is lv."""
    marked = unicodedata.normalize("NFD", readings.partition(",")[0]).replace("u\u0308", "v")
    return "".join(letter for letter in marked if letter.isascii())


@cache
def _syllables() -> frozenset[str]:
    return frozenset(_sound(chr(code)) for code in range(0x4E00, 0x9FA6)) - {UNREADABLE}
