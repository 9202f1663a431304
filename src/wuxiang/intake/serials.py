"""Days as spreadsheets count them: by a number, from the first day of the workbook."""

import re
from datetime import date, timedelta

SERIAL = re.compile(r"[1-7][0-9]{4}")
YEAR_AND_MONTH = re.compile(r"(19[89][0-9]|20[0-2][0-9]|2030)[1-9]")
"""serial numbers of 1954 and 1955 that are as well a year from 1980 on and its month"""
ZERO = date(1899, 12, 30)
LATER = 1462
"""days from there to the first day of a workbook that counts from 1904"""


def is_serial(text: str) -> bool:
    """Whether the cell may be the number of a day."""
    return SERIAL.fullmatch(text) is not None


def serial_day(text: str) -> date | None:
    """The day of a number; None where it may as well be a year and its month."""
    return None if YEAR_AND_MONTH.fullmatch(text) else ZERO + timedelta(days=int(text))


def from_1900(text: str) -> str:
    """The number of the same day in most workbooks, of a number in one that counts from 1904."""
    bare = text.strip()
    may_be = is_serial(bare) and serial_day(bare) is not None
    return str(int(bare) + LATER) if may_be else text
