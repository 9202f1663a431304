"""The journal is a chain: whatever is changed, cut, added or moved is found, and where."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn, somebody
from wuxiang import web
from wuxiang.web.audit.words import ACTS
from wuxiang.web.casework.moves import MOVES
from wuxiang.web.draws.drawing import MADE
from wuxiang.web.journal.actions import record
from wuxiang.web.journal.chain import Break, first_break, hash_of
from wuxiang.web.journal.models import End, Entry
from wuxiang.web.registry.changing import ACTS as CHANGES

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def written(number: int) -> None:
    user = somebody("county_office")
    for at in range(number):
        record("household.look", f"h{at}", by=user, detail={"fields": ["name"], "rows": at})


def test_an_untouched_journal_is_whole() -> None:
    assert first_break() is None
    written(5)
    assert first_break() is None
    assert list(Entry.objects.values_list("number", flat=True)) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "nothing"),
        ("by", "another"),
        ("role", "helper"),
        ("subject", "h9"),
        ("detail", {"fields": ["name"], "rows": 7}),
        ("hash", "0" * 64),
    ],
)
def test_one_changed_value_is_found(column: str, value: object) -> None:
    written(4)
    Entry.objects.filter(number=2).update(**{column: value})
    assert first_break() == Break(2, "it is not as it was written")


def test_a_changed_time_is_found() -> None:
    written(3)
    entry = Entry.objects.get(number=3)
    Entry.objects.filter(number=3).update(at=entry.at + timedelta(microseconds=1))
    assert first_break() == Break(3, "it is not as it was written")


def test_a_missing_entry_is_found() -> None:
    written(4)
    Entry.objects.filter(number=2).delete()
    assert first_break() == Break(2, "it is missing")


def test_a_cut_end_is_found() -> None:
    written(4)
    Entry.objects.filter(number=4).delete()
    assert first_break() == Break(4, "the chain does not end where it says that it ends")


def test_an_entry_written_anew_does_not_fit_its_neighbours() -> None:
    written(3)
    entry = Entry.objects.get(number=2)
    entry.act = "nothing"
    entry.hash = hash_of(entry)
    entry.save()
    assert first_break() == Break(3, "it does not follow the entry before it")


def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("household.correct", "h1", by=None)
        raise ZeroDivisionError
    assert not Entry.objects.exists()
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_act() -> None:
    with pytest.raises(RuntimeError, match="in the transaction"):
        record("household.correct", "h1", by=None)


def test_the_auditor_searches_and_verifies(signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    written(3)
    page = client.get("/journal/", {"words": "h1"})
    assert [entry.subject for entry in page.context["page"]] == ["h1"]
    assert "日志完整" in client.post("/journal/verify/", follow=True).content.decode()
    Entry.objects.filter(number=2).update(subject="h8")
    assert "从第 2 条起不再可信" in client.post("/journal/verify/", follow=True).content.decode()
    assert End.objects.count() == 1


def test_a_day_that_is_no_day_is_said(signed_in: SignedIn) -> None:
    page = signed_in("auditor").get("/journal/", {"day": "2019-13-40"})
    assert page.status_code == 200
    assert page.context["form"].errors["day"]


def test_every_act_is_said_in_words() -> None:
    literal = re.compile(r"""(?:record|_note)\(\s*"([a-z_.]+)\"""")
    source = "".join(path.read_text() for path in Path(web.__file__).parent.rglob("*.py"))
    written_down = {*literal.findall(source), *CHANGES.values(), MADE, "visit.write", "call.write"}
    written_down |= {f"task.{name}" for name in MOVES}
    assert len(written_down) > 40
    assert not written_down - ACTS.keys()
    assert not ACTS.keys() - written_down


def test_the_auditor_reads_details_in_words(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in("auditor")
    written(2)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/journal/").content.decode()
    assert '<span class="whole">甲某</span> <small class="whole">county_office</small>' in page
    assert "看了：姓名；条数：1" in page
    assert "fields" not in page


def test_the_auditor_reads_and_searches_acts_in_words(signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    written(2)
    with transaction.atomic():
        record("household.correct", "h1", by=None)
    page = client.get("/journal/", {"words": "更正"})
    assert [entry.act for entry in page.context["page"]] == ["household.correct"]
    assert "household.correct" not in page.content.decode()


def test_what_an_entry_is_about_is_said_and_found_in_words(signed_in: SignedIn) -> None:
    user = somebody("county_office")
    with transaction.atomic():
        for subject in ("import/3", "export/12", "h3/4"):
            record("import.upload", subject, by=user)
    client = signed_in("auditor")
    page = client.get("/journal/").content.decode()
    assert "import/3" not in page
    assert "导入 3" in page
    assert "h3/4" in page
    for words in ("导入 3", "import/3"):
        found = client.get("/journal/", {"words": words}).context["page"].object_list
        assert [one.subject for one in found] == ["import/3"]
