"""Cells of a spreadsheet, as text, to values of the vocabulary: read, altered, or refused.

Blank stays blank: never zero, never no. What cannot be read for sure is refused, never guessed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache, partial
from typing import NamedTuple

from wuxiang.intake.certificates import LOST_DIGITS, read_certificate
from wuxiang.intake.layouts import Target, plain
from wuxiang.intake.serials import is_serial, serial_day
from wuxiang.intake.units import apart, fits, narrowed

Cell = str | int | bool | date | Decimal | None


class Read(NamedTuple):
    """What a cell is read as, and the rule that altered, doubted or refused it."""

    value: Cell
    rule: str | None = None


Reader = Callable[[str], Read]

REMEMBERED = 1 << 18
BLANKS = frozenset(["", "-", "--", "—", "——", "–", "/", "\\", "null", "none", "n/a", "nan", "空"])
ERRORS = frozenset(
    ["#div/0!", "#n/a", "#ref!", "#value!", "#name?", "#num!", "#null!", "#getting_data", "#spill!"]
)
UNCOMPUTED = "=?"
"""Stands for a formula whose value the file does not hold."""
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
WIDE |= {0x3000: 0x20, 0xA0: 0x20, 0x09: 0x20} | dict.fromkeys(map(ord, INVISIBLE))
SHELL = re.compile(r'="(.*)"', re.DOTALL)
YES = frozenset(["是", "有", "1", "√", "✓", "✔", "y", "yes", "true", "对", "已通", "已"])
NO = frozenset(
    ["否", "无", "0", "×", "x", "✗", "✘", "n", "no", "false", "不是", "没有", "未通", "未"]
)
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(E[+-]?[0-9]{1,2})?", re.IGNORECASE)
MOST = Decimal(10) ** 14
MOST_INTEGER = 2_147_483_647
FULL_DATE = re.compile(
    r"([0-9]{4})[-/.年\\、 ]([0-9]{1,2})[-/.月\\、 ]([0-9]{1,2})[日号]?([ T][0-9:.]+Z?)?"
)
COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
NO_DAY = re.compile(r"[0-9]{4}([-/.年][0-9]{0,2}月?)?|[0-9]{6}")
NO_YEAR = re.compile(r"[0-9]{1,2}[-/.月][0-9]{1,2}[日号]?")
OPEN_ENDED = frozenset(["长期", "永久", "至今", "长期有效", "无固定期限"])
YEARS = range(1880, 2101)
POLICY_NAME = re.compile(r"[a-z][a-z0-9_]*")
SCHOOL_YEAR = re.compile(r"([0-9]{4})[-—–~至]([0-9]{4})(学年)?(度)?")
TERM = re.compile(r"([0-9]{4})[-年]?(autumn|spring|秋|春)(季)?(学期)?")
TERM_OF_YEAR = re.compile(
    r"([0-9]{4})[-—–~至]([0-9]{4})(?:学年)?(?:度)?(?:第)?(一|二|1|2|上|下)(?:学期)?"
)
MONTH = re.compile(r"([0-9]{4})[-/.年]?(0[1-9]|1[0-2]|[1-9])月?")
YEAR = re.compile(r"([0-9]{4})年?度?")
CUT_MONTH = re.compile(r"[0-9]{4}\.1")
"""October as a number: Excel makes 2018.1 of 2018.10"""
AREA_CODE = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}")
COMMITTEE = re.compile(r"(村民委员会|村委会|居民委员会|居委会)$")
PEOPLE = ("person", "head", "helper")
CHINESE_GAP = re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])")
IDENTIFIER = re.compile(r"(.*_id|(.*_)?number)")
"""names of text columns that hold the number of something"""
NOTHING = frozenset(["无", "不详", "未知", "暂无", "没有", "不清楚"])
"""written where there is no number to write"""
PHONE = re.compile(r"[0-9]{11}")
LIST_MARKS = re.compile(r"[,，、;；/|\s]+")


def tidy(raw: str) -> tuple[str, str | None]:
    """`raw` without shell, edge spaces, invisible marks and wide digits; the rule if it changed."""
    shell = SHELL.fullmatch(raw)
    inner = shell[1] if shell else raw
    text = " ".join(inner.translate(WIDE).split()) if not inner.isalnum() else _narrow(inner)
    if shell:
        return text, "unwrapped"
    return text, None if text == raw else "respelt"


def _narrow(text: str) -> str:
    return text if text.isascii() else text.translate(WIDE)


def reader_of(target: Target) -> Reader:
    """The reader of the cells that go to `target`."""
    return _whole_reader(_inner_reader(target))


@lru_cache(maxsize=64)
def _whole_reader(inner: Reader) -> Reader:
    """`inner` behind what all kinds share; it remembers, for the same cells stand in many lists."""

    @lru_cache(maxsize=REMEMBERED)
    def read(raw: str) -> Read:
        text, rule = tidy(raw)
        lowered = text.lower()
        if lowered in BLANKS:
            return Read(None)
        if lowered in ERRORS:
            return Read(None, "error_cell")
        if text == UNCOMPUTED:
            return Read(None, "formula")
        value, problem = inner(text)
        return Read(value, problem or rule)

    return read


def _inner_reader(target: Target) -> Reader:
    column = target.column
    if target.words:
        raise ValueError(f"{target.name} is read with its fellows: see reader_of_list")
    if target.format is not None:
        return FORMAT_READERS[target.format] if not target.codes else _coded(target)
    if column.name in ("id_number", "card_number"):
        return read_id_number if column.name == "id_number" else read_card_number
    if column.kind == "code" or target.codes:
        return _coded(target)
    if column.name == "name" and target.table in PEOPLE:
        return read_name
    if column.name == "phone":
        return read_phone
    if column.kind == "text" and IDENTIFIER.fullmatch(column.name):
        return read_identifier
    return _plain_reader(column.kind, column.unit)


@cache
def _plain_reader(kind: str, unit: str | None) -> Reader:
    if kind == "integer":
        return partial(read_integer, unit=unit)
    if kind in DIGITS:
        return partial(read_amount, digits=DIGITS[kind], unit=unit)
    return PLAIN_READERS[kind]


def _coded(target: Target) -> Reader:
    words = wordings(target)
    after: Reader = read_text
    if target.column.kind == "integer":
        after = read_integer
    if target.format is not None:
        after = FORMAT_READERS[target.format]
    closed = target.column.codes is not None

    def read(text: str) -> Read:
        found = words.get(plain(text))
        if found is not None:
            return after(found)
        return Read(None, "unknown_word") if closed else _or_unknown(after(text), target)

    return read


def _or_unknown(read: Read, target: Target) -> Read:
    if target.column.kind == "text" and target.format is None:
        return Read(None, "unknown_word")
    return read


def wordings(target: Target) -> Mapping[str, str]:
    """Every wording of a code column, plain, with our value."""
    words: dict[str, str] = {}
    for code in target.column.codes.codes if target.column.codes else ():
        national = [code.national, code.national.lstrip("0")] if code.national else []
        for word in (code.value, code.zh, *code.also, *national):
            words.setdefault(plain(word), code.value)
    return words | {plain(word): value for word, value in target.codes.items()}


def reader_of_list(lists: Mapping[str, tuple[str, ...]]) -> Callable[[str], tuple[Read, ...]]:
    """A reader of cells that hold several words: per entry of `lists`, is one of its words there?

    A blank cell leaves all of them unknown; so does a cell with a word that nobody knows.
    """
    sets = [frozenset(map(plain, words)) for words in lists.values()]
    known = frozenset().union(*sets)

    def read(raw: str) -> tuple[Read, ...]:
        text, rule = tidy(raw)
        found = {plain(word) for word in LIST_MARKS.split(text) if word}
        if text.lower() in BLANKS:
            return tuple(Read(None) for _ in sets)
        if not found <= known:
            bad = "error_cell" if text.lower() in ERRORS else "unknown_word"
            return tuple(Read(None, bad) for _ in sets)
        return tuple(Read(bool(found & words), rule) for words in sets)

    return read


def read_text(text: str) -> Read:
    """Text as it is, unless it is a long number that lost its digits."""
    if LOST_DIGITS.fullmatch(text) and ("+" in text or "." in text):
        return Read(None, "digits_lost")
    return Read(text)


def read_identifier(text: str) -> Read:
    """The number of something, without inner spaces; the word 无 is none."""
    if text in NOTHING:
        return Read(None)
    bare = text.replace(" ", "")
    found = read_text(bare)
    return found if found.rule or bare == text else Read(bare, "respelt")


def read_name(text: str) -> Read:
    """A person's name; spaces between Chinese characters are the typist's."""
    bare = CHINESE_GAP.sub("", text)
    return Read(bare, None if bare == text else "respelt")


def read_phone(text: str) -> Read:
    """A telephone number as it is; one that has not 11 digits is doubted."""
    found = read_text(text)
    return found if PHONE.fullmatch(text) or found.rule else Read(found.value, "phone_length")


def read_boolean(text: str) -> Read:
    """是 and 否 in their many forms."""
    word = text.lower()
    if word in YES:
        return Read(True)
    return Read(False) if word in NO else Read(None, "not_yes_or_no")


def read_integer(text: str, *, unit: str | None = None) -> Read:
    """A whole number of at most 32 bits."""
    value, rule = read_amount(text, digits=0, unit=unit)
    if rule == "rounded" or not isinstance(value, Decimal):
        return Read(None, "not_a_number" if rule == "rounded" else rule)
    return Read(int(value)) if abs(value) <= MOST_INTEGER else Read(None, "too_large")


def read_amount(text: str, *, digits: int, unit: str | None = None) -> Read:
    """An exact decimal with `digits` decimals, half up, in the column's `unit`.

    Grouping commas may be there, and the unit, which must then be the column's own.
    """
    bare, written = apart(narrowed(text).lstrip("¥￥ "))
    if GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if not NUMBER.fullmatch(bare):
        return Read(None, "not_a_number")
    if not fits(written, unit):
        return Read(None, "other_unit")
    exact = Decimal(bare)
    if abs(exact) >= MOST:
        return Read(None, "too_large")
    value = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    if abs(value) >= MOST:
        return Read(None, "too_large")
    if unit == "%" and not written and 0 < value <= 1:
        return Read(value, "small_percent")
    return Read(value, None if value == exact else "rounded")


def read_date(text: str) -> Read:
    """A day; a date that lacks its year or its day is refused, never completed."""
    full = FULL_DATE.fullmatch(text) or COMPACT_DATE.fullmatch(text)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if text in OPEN_ENDED:
        return Read(None, "open_ended")
    if is_serial(text):
        return _serial_day(text)
    if NO_YEAR.fullmatch(text):
        return Read(None, "date_without_year")
    return Read(None, "date_without_day" if NO_DAY.fullmatch(text) else "not_a_date")


def _serial_day(text: str) -> Read:
    day = serial_day(text)
    if day is None:
        return Read(None, "date_without_day")
    return Read(day, "excel_serial") if day.year in YEARS else Read(None, "no_such_day")


def _day(year: int, month: int, day: int) -> Read:
    try:
        found = date(year, month, day)
    except ValueError:
        return Read(None, "no_such_day")
    return Read(found) if year in YEARS else Read(None, "no_such_day")


def read_id_number(text: str) -> Read:
    """A citizen's number of 18 digits, from any of the certificates."""
    found = read_certificate(text.replace(" ", ""))
    if isinstance(found, str):
        return Read(None, found)
    return Read(found.citizen, "id_from_card" if found.card else found.rule)


def read_card_number(text: str) -> Read:
    """A disability card's number of 20 or 22 characters."""
    found = read_certificate(text.replace(" ", ""))
    if isinstance(found, str):
        return Read(None, found)
    return Read(found.card, found.rule) if found.card else Read(None, "id_length")


def read_area_code(text: str) -> Read:
    """A code of 12 digits (shorter ones padded with zeros), or of 15 for a natural village."""
    if not AREA_CODE.fullmatch(text):
        return Read(None, "not_a_code")
    return Read(text.ljust(12, "0"))


def read_area_name(text: str) -> Read:
    """A village's name without its committee: 科村村委会 is 科村."""
    return Read(COMMITTEE.sub("", text) or text)


def read_term(text: str) -> Read:
    """A school term as 2018-autumn or 2019-spring."""
    bare = "".join(text.split())
    named = TERM.fullmatch(bare)
    if named and int(named[1]) in YEARS:
        return Read(f"{named[1]}-{'autumn' if named[2] in ('autumn', '秋') else 'spring'}")
    counted = TERM_OF_YEAR.fullmatch(bare)
    if counted and _follow(counted[1], counted[2]):
        first = counted[3] in "一1上"
        return Read(f"{counted[1]}-autumn" if first else f"{counted[2]}-spring")
    return Read(None, "not_a_period")


def _follow(first: str, second: str) -> bool:
    return int(first) in YEARS and int(second) == int(first) + 1


def read_school_year(text: str) -> Read:
    """A school year as 2018-2019."""
    found = SCHOOL_YEAR.fullmatch("".join(text.split()))
    if found and _follow(found[1], found[2]):
        return Read(f"{found[1]}-{found[2]}")
    return Read(None, "not_a_period")


def read_period(text: str) -> Read:
    """A year (2018), a month (2018-05) or a term (2018-autumn)."""
    year = YEAR.fullmatch(text)
    if year and int(year[1]) in YEARS:
        return Read(year[1])
    month = MONTH.fullmatch(text)
    if month and int(month[1]) in YEARS and not CUT_MONTH.fullmatch(text):
        return Read(f"{month[1]}-{int(month[2]):02}")
    return read_term(text)


def read_programme(text: str) -> Read:
    """A policy by its own name."""
    return Read(text) if POLICY_NAME.fullmatch(text) else Read(None, "unknown_word")


def read_year(text: str) -> Read:
    """The year of a date or period."""
    found = re.match(r"([0-9]{4})(?![0-9](?![0-9]))", text)
    if found and int(found[1]) in YEARS:
        return Read(int(found[1]))
    return Read(None, "not_a_date")


DIGITS: Mapping[str, int] = {"money": 2, "number": 4}
PLAIN_READERS: Mapping[str, Reader] = {
    "text": read_text,
    "date": read_date,
    "boolean": read_boolean,
}
FORMAT_READERS: Mapping[str, Reader] = {
    "area_code": read_area_code,
    "area_name": read_area_name,
    "period": read_period,
    "programme": read_programme,
    "school_year": read_school_year,
    "term": read_term,
    "year": read_year,
}
