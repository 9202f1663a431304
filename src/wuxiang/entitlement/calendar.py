"""Chinese working days: the published national calendar, the pack's own days laid over it."""

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

from wuxiang.pack import Calendar

SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """Counts working days; `calendar` holds the pack's own holidays and working days."""

    calendar: Calendar

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.calendar.workdays:
            return True
        if day in self.calendar.holidays:
            return False
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:  # a year whose holidays nobody has published yet
            return day.weekday() < SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether the national holidays of that year are not published yet."""
        try:
            chinese_calendar.is_workday(day)
        except NotImplementedError:
            return True
        return False

    def after(self, day: date, days: int) -> date:
        """The day by which something due in `days` working days from `day` must be done."""
        left = days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return day
