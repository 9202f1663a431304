"""A visit that was sent twice is kept once, and nobody takes another's."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from tests.web.conftest import somebody
from wuxiang.web.casework.actions import write_visit
from wuxiang.web.casework.models import Answer, Visit
from wuxiang.web.journal.models import Entry

pytestmark = pytest.mark.django_db
DRAFT = UUID("11111111-2222-4333-8444-555555555555")


def visit(household: str = "h1") -> Visit:
    return Visit(draft=DRAFT, household_id=household, visited_on=date(2019, 4, 30), note="在家")


def answer() -> Answer:
    return Answer(question="h1/chronic", words_zh="慢性病", kind="boolean", said="true")


def test_sent_twice_is_kept_once() -> None:
    helper = somebody("helper")
    first = write_visit(visit(), answers=[answer()], by=helper)
    again = write_visit(visit(), answers=[answer()], by=helper)
    assert again.pk == first.pk
    assert list(Answer.objects.values_list("question", "said")) == [("h1/chronic", "true")]
    assert Entry.objects.count() == 1


def test_anothers_draft_is_not_taken() -> None:
    write_visit(visit(), answers=[], by=somebody("helper"))
    with pytest.raises(PermissionDenied):
        write_visit(visit(), answers=[], by=somebody("work_team"))


def test_a_draft_for_another_household_is_not_taken() -> None:
    helper = somebody("helper")
    write_visit(visit(), answers=[], by=helper)
    with pytest.raises(PermissionDenied):
        write_visit(visit("h2"), answers=[], by=helper)
