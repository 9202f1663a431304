"""From decisions to what is due, what arrived, the gaps, whose task they are, and the questions."""

from wuxiang.entitlement.calendar import WorkingDays
from wuxiang.entitlement.delivery import ENTITLEMENT
from wuxiang.entitlement.due import DUE
from wuxiang.entitlement.gaps import GAP
from wuxiang.entitlement.questions import QUESTION
from wuxiang.entitlement.tasks import TASK, closed_since
from wuxiang.entitlement.terms import due_days, terms_of

__all__ = [
    "DUE",
    "ENTITLEMENT",
    "GAP",
    "QUESTION",
    "TASK",
    "WorkingDays",
    "closed_since",
    "due_days",
    "terms_of",
]
