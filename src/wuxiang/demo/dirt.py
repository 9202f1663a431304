"""The errors that county files really have, drawn from a seed: altered, unreadable, doubled rows.

No row that a planted figure rests on is touched (`Listing.safe`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wuxiang.demo.arrays import EPOCH, Flags, Ints
from wuxiang.demo.lists import Listing
from wuxiang.intake.layouts import Target
from wuxiang.schema import TABLES

Spoil = Callable[[str], str | None]

WIDE_DIGITS = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
SERIAL_ZERO = date(1899, 12, 30)
DATE_STYLES: Mapping[str, Callable[[date], str]] = {
    "-": lambda day: day.isoformat(),
    "/": lambda day: f"{day.year}/{day.month}/{day.day}",
    ".": lambda day: f"{day.year}.{day.month:02d}.{day.day:02d}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "年": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "、": lambda day: f"{day.year}、{day.month}、{day.day}",
    "padded": lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}",
    "time": lambda day: f"{day.isoformat()} 00:00:00",
}
DOUBLED_SHARE = 0.0008
STRANGER_SHARE = 0.0012
STRANGERS_FROM = 990
CERTIFICATES = ("person.id_number", "head.id_number")
CARDS = ("disability.card_number",)
NAMES = ("person.name", "head.name")
UNTOUCHED = frozenset(
    {"village_code", "natural_village_code", "book_number", "national_number", "premium"}
)
"""Columns that households are known by, and the premium, which the article names."""
PLANTED = frozenset({"benefit_paid.amount", "benefit_paid.state"})
"""How much arrived and what came back rest on figures of their own."""


@dataclass(frozen=True)
class Soil:
    """One way to get a cell wrong: how often, and what becomes of the text (None: no cell)."""

    share: float
    spoil: Spoil


def _spaced(number: str) -> str:
    return f"{number[:6]} {number[6:14]} {number[14:]}"


def _wrong_check(number: str) -> str:
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def _fifteen(number: str) -> str:
    return number[:6] + number[8:17] if number[6:8] == "19" else number


def _lost(number: str) -> str:
    return f"{int(number[:17] + '0'):.5E}"


def _shelled(text: str) -> str:
    return f'="{text}"'


def _named(mark: str) -> Spoil:
    return lambda name: mark + name


def _day_as(style: str) -> Spoil:
    return lambda text: DATE_STYLES[style](date.fromisoformat(text))


def _serial(text: str) -> str:
    return str((date.fromisoformat(text) - SERIAL_ZERO).days)


IDENTITY = (
    Soil(0.0006, _lost),
    Soil(0.0007, _wrong_check),
    Soil(0.0008, _fifteen),
    Soil(0.0020, lambda number: number.translate(WIDE_DIGITS)),
    Soil(0.0020, _spaced),
    Soil(0.0020, _shelled),
    Soil(0.0008, lambda number: number + "43"),
    Soil(0.0003, lambda number: number + "44B1"),
    Soil(0.0004, lambda number: number[:-2]),
    Soil(0.0005, lambda _: None),
    Soil(0.0100, str.lower),
)
CARD = (
    Soil(0.003, lambda number: number[:18]),
    Soil(0.003, lambda number: number.translate(WIDE_DIGITS)),
    Soil(0.002, lambda number: number[:17] + ("0" if number[17] != "0" else "1") + number[18:]),
    Soil(0.010, str.lower),
)
NAME = (
    Soil(0.0030, lambda name: name[0] + " " + name[1:]),
    Soil(0.0020, lambda name: name[0] + "\u3000" + name[1:]),
    Soil(0.0002, _named("=")),
    Soil(0.0002, _named("+")),
    Soil(0.0001, _named("@")),
)
DAY = (
    *(Soil(0.002, _day_as(style)) for style in DATE_STYLES),
    Soil(0.0030, _serial),
    Soil(0.0008, lambda text: text[:7]),
    Soil(0.0005, lambda text: text[5:]),
    Soil(0.0003, lambda text: f"{text[:4]}-02-30"),
)
WORD = (Soil(0.0005, lambda _: "不详"), Soil(0.0015, lambda _: None))
YES_NO = (
    Soil(0.004, {"是": "有", "否": "无"}.get),
    Soil(0.004, {"是": "√", "否": "×"}.get),
    Soil(0.003, {"是": "1", "否": "0"}.get),
    Soil(0.0004, lambda _: "不清楚"),
)
AMOUNT = (
    Soil(0.0030, lambda amount: f"{amount}元"),
    Soil(0.0003, lambda amount: f"约{amount}"),
    Soil(0.0004, lambda _: "—"),
    Soil(0.0002, lambda _: "#DIV/0!"),
    Soil(0.0020, lambda amount: f"{float(amount):,.2f}"),
)


def soiled(clean: Listing, chance: np.random.Generator) -> Listing:
    """`clean` with errors in a small share of its cells, and a few rows twice or of strangers."""
    dirty = clean
    for position, heading in enumerate(clean.headings):
        soils = _soils(heading.targets[0]) if heading.targets else ()
        column = dirty.columns[position]
        for soil in soils:
            column = _spoilt(column, soil, touchable=~clean.safe, chance=chance)
        dirty = dirty.with_column(position, column)
    return _with_strangers(_with_doubles(dirty, chance), chance)


def styled(plain: Listing, style: str, *, shelled: bool) -> Listing:
    """`plain` with its days in another style, and its long numbers in ="…" if `shelled`."""
    found = plain
    for position, heading in enumerate(plain.headings):
        target = heading.targets[0] if heading.targets else None
        if target is not None and target.column.kind == "date" and style != "-":
            found = found.with_column(position, _mapped(found.columns[position], _day_as(style)))
        if target is not None and shelled and target.name in CERTIFICATES:
            column = found.columns[position]
            wrapped = pc.binary_join_element_wise('="', column, '"', "")
            found = found.with_column(position, wrapped)
    return found


def _soils(target: Target) -> tuple[Soil, ...]:
    kind = target.column.kind
    if target.name in CERTIFICATES:
        return IDENTITY
    if target.name in CARDS:
        return CARD
    if target.name in NAMES:
        return NAME
    if target.words or target.format or target.name in PLANTED:
        return ()
    if target.column.name in UNTOUCHED or target.column.required:
        return ()
    by_kind = {"date": DAY, "code": WORD, "boolean": YES_NO, "money": AMOUNT}
    return by_kind.get(kind, ())


def _spoilt(
    column: pa.Array, soil: Soil, *, touchable: Flags, chance: np.random.Generator
) -> pa.Array:
    hit = (chance.random(len(column)) < soil.share) & touchable
    hit &= column.is_valid().to_numpy(zero_copy_only=False)
    if not hit.any():
        return column
    texts = [_safely(soil.spoil, text) for text in column.filter(pa.array(hit)).to_pylist()]
    return pc.replace_with_mask(column, pa.array(hit), pa.array(texts, pa.string()))


def _safely(spoil: Spoil, text: str) -> str | None:
    """The spoilt text; one that another error has changed already is left as it is."""
    try:
        return spoil(text)
    except (ValueError, IndexError):
        return text


def _mapped(column: pa.Array, change: Spoil) -> pa.Array:
    encoded = column.dictionary_encode()
    words = [None if w is None else _safely(change, w) for w in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def _with_doubles(once: Listing, chance: np.random.Generator) -> Listing:
    again = np.flatnonzero((chance.random(len(once)) < DOUBLED_SHARE) & ~once.safe)
    return _extended(once, again, once.columns)


def _with_strangers(known: Listing, chance: np.random.Generator) -> Listing:
    """Rows of people whom the population list does not know; only a department's list has such."""
    position = known.at("person.id_number")
    if position is None or "person" in known.layout.introduces:
        return known
    who = np.flatnonzero((chance.random(len(known)) < STRANGER_SHARE) & ~known.safe)
    if not len(who):
        return known
    columns = list(known.columns)
    numbers = [_stranger(chance) for _ in range(len(who))]
    marks = np.isin(np.arange(len(known)), who)
    columns[position] = pc.replace_with_mask(
        columns[position], pa.array(marks), pa.array(numbers, pa.string())
    )
    for at, heading in enumerate(known.headings):
        if heading.targets and heading.targets[0].name in _keys(known):
            columns[at] = pc.binary_join_element_wise(columns[at], "9", "")
    return _extended(known, who, tuple(columns))


def _keys(known: Listing) -> set[str]:
    """Numbers of events (stays, payments …), which a stranger's row must not share."""
    table = TABLES[known.layout.row_is]
    names = {name for name in table.key if name not in ("person_id", "household_id")}
    return {f"{table.name}.{name}" for name in names if table.column(name).kind == "text"}


def _stranger(chance: np.random.Generator) -> str:
    """A number of the demo's band beyond the residents' (see `identity`), with its check digit."""
    born = EPOCH.replace(year=int(chance.integers(1950, 2000)), month=int(chance.integers(1, 13)))
    first = f"140930{born:%Y%m%d}{STRANGERS_FROM + int(chance.integers(0, 10))}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, first, strict=True))
    return first + "10X98765432"[total % 11]


def _extended(known: Listing, rows: Ints, columns: tuple[pa.Array, ...]) -> Listing:
    """`known` with the given rows of `columns` put at its end."""
    at = pa.array(rows)
    longer = tuple(
        pa.concat_arrays([mine, other.take(at)])
        for mine, other in zip(known.columns, columns, strict=True)
    )
    return replace(known, columns=longer, safe=np.r_[known.safe, np.zeros(len(rows), np.bool_)])
