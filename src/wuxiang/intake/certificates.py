"""Numbers of certificates: citizens' numbers of 15 and 18 digits, disability cards of 20 and 22.

Citizens' numbers follow GB 11643-1999; a disability card is the citizen's number, one digit for
the category, one for the level, and after a re-issue a letter and a digit.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ZEROS = sum(WEIGHTS) * ord("0")
CHECK_DIGITS = "10X98765432"
PROVINCES = frozenset(
    map(str, [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55)])
) | frozenset(map(str, [*range(61, 66), 71, 81, 82, 83]))
CATEGORIES = dict(
    zip(
        "1234567",
        ("sight", "hearing", "speech", "limb", "intellect", "mental", "multiple"),
        strict=True,
    )
)
LEVELS = "1234"
EARLIEST_BIRTH = 1880
LOST_DIGITS = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
CARD = re.compile(r"[0-9]{17}[0-9X][0-9]{2}(B[0-9])?")
OLD = re.compile(r"[0-9]{15}")


@dataclass(frozen=True)
class Certificate:
    """A number that was read: the citizen's 18 digits; the whole card, if it was a card's."""

    citizen: str
    card: str | None = None
    rule: str | None = None
    """What was altered or looks strange; None when all is well."""


def read_certificate(number: str) -> Certificate | str:
    """The certificate that `number` (narrow letters, no spaces) is, or the rule that refuses it.

    The check digit and the date of birth decide; an unknown place is only noted, because
    districts were renumbered many times (residents of Hequ before 2000 have 142232).
    """
    number = number.upper()
    if LOST_DIGITS.fullmatch(number):
        return "digits_lost"
    if len(number) not in (15, 18, 20, 22):
        return "id_length"
    if len(number) == 15:
        return _old(number)
    if len(number) == 18:
        return _citizen(number)
    return _card(number)


def check_digit(first17: str) -> str:
    """The 18th digit (ISO 7064, MOD 11-2)."""
    total = sum(map(mul, WEIGHTS, first17.encode())) - ZEROS
    return CHECK_DIGITS[total % 11]


def birth_date(citizen: str) -> date | None:
    """The day of birth in a number of 18 digits; None if there is no such day."""
    try:
        day = date(int(citizen[6:10]), int(citizen[10:12]), int(citizen[12:14]))
    except ValueError:
        return None
    return day if day.year >= EARLIEST_BIRTH else None


def is_male(citizen: str) -> bool:
    """Whether the 17th digit is odd."""
    return int(citizen[16]) % 2 == 1


def _citizen(number: str) -> Certificate | str:
    if not CITIZEN.fullmatch(number):
        return "id_characters"
    if birth_date(number) is None:
        return "id_date"
    if check_digit(number[:17]) != number[17]:
        return "id_check"
    return Certificate(number, rule=None if number[:2] in PROVINCES else "id_place")


def _old(number: str) -> Certificate | str:
    if not OLD.fullmatch(number):
        return "id_characters"
    first17 = f"{number[:6]}19{number[6:]}"
    upgraded = first17 + check_digit(first17)
    return "id_date" if birth_date(upgraded) is None else Certificate(upgraded, rule="id_15")


def _card(number: str) -> Certificate | str:
    if not CARD.fullmatch(number):
        return "id_characters"
    citizen = _citizen(number[:18])
    if isinstance(citizen, str):
        return "card_check" if citizen == "id_check" else citizen
    if number[18] not in CATEGORIES or number[19] not in LEVELS:
        return "card_class"
    return Certificate(citizen.citizen, card=number, rule=citizen.rule)
