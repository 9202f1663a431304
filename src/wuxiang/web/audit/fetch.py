"""Find entries of the journal."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q

from wuxiang.web.audit.words import acts_called, subjects_called
from wuxiang.web.journal.models import Entry

A_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What the auditor looks for: part of an act in words, a subject or a name; a day; a page."""

    words: str = ""
    day: str = ""
    page: int = 1


def entries(asked: Asked) -> Page[Entry]:
    """The entries that match, newest first."""
    found = Entry.objects.all()
    if asked.words:
        words = asked.words
        found = found.filter(
            Q(act__contains=words)
            | Q(act__in=acts_called(words))
            | Q(subject__in=subjects_called(words))
            | Q(by=words)
        )
    if asked.day:
        found = found.filter(at__date=asked.day)
    return Paginator(found, A_PAGE).get_page(asked.page)
