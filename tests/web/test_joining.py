"""A child registered before he had a number, and the list that brings it: proposed, then one."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from tests.web.conftest import SignedIn, enter, somebody
from tests.web.test_correcting import NUMBER
from tests.web.test_notices import written
from wuxiang.record import SNAPSHOT
from wuxiang.schema import TABLES
from wuxiang.sealing import token
from wuxiang.snapshot import table_file
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry import fetch, joining, secrecy
from wuxiang.web.registry.changing import Act, Change, change
from wuxiang.web.registry.models import Batch, Found
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
BORN = date(2019, 3, 2)
NAME = "童童"


def add(household: str, key: str, names: dict[str, str], **given: object) -> Any:
    """A member, as a form or a list writes him."""
    table = TABLES["person"]
    values: dict[str, object] = {column.name: None for column in table.stored}
    values |= {"person_id": key, "household_id": household, "birth_date": BORN} | given
    act = Act("event", "出生", somebody("county_office", username=f"w{key}"), [household])
    change(act, [Change(table, values, names)], columns=["person_id"])
    return known("person").get(person_id=key)


@pytest.fixture
def home(county: Adopted) -> str:
    assert county.pk
    return str(known("household").filter(household_id__isnull=False)[0].household_id)


@pytest.fixture
def twice(home: str) -> tuple[str, str, str]:
    """A household, its child without a number, and the same child as a list brought him."""
    number = token(secrecy.office_keys(), "person", NUMBER)
    add(home, "pby-hand", {"name": NAME}, relation="child", joined_on=BORN, soldier=False)
    add(home, number, {"name": NAME, "id_number": NUMBER}, schooling=None)
    written("household_event", event_id="e1", kind="birth", happened_on=BORN,
            household_id=home, person_id="pby-hand")  # fmt: skip
    return home, "pby-hand", number


def test_it_is_proposed_and_not_done(twice: tuple[str, str, str], signed_in: SignedIn) -> None:
    home, without, numbered = twice
    page = signed_in("county_office").get(reverse("household", kwargs={"key": home}))
    assert "可能是同一人登记了两次" in page.content.decode()
    assert reverse("join", args=[home, without, numbered]) in page.content.decode()
    assert known("person").filter(household_id=home, birth_date=BORN).count() == 2
    looks = signed_in("county_leader").get(reverse("household", kwargs={"key": home}))
    assert reverse("join", args=[home, without, numbered]) not in looks.content.decode()


def test_joined_he_is_one_with_all_that_was_said_of_either(
    twice: tuple[str, str, str], signed_in: SignedIn
) -> None:
    home, without, numbered = twice
    client = signed_in("county_office")
    client.post(reverse("join", args=[home, without, numbered]))
    one = known("person").get(household_id=home, birth_date=BORN)
    assert (one.person_id, one.relation, one.joined_on) == (numbered, "child", BORN)
    assert one.soldier is False
    assert fetch.opened({"person": [one]})["person"][0].names == {"name": NAME, "id_number": NUMBER}
    assert known("household_event").get(event_id="e1").person_id == numbered
    assert set(Found.objects.filter(person_id=numbered).values_list("kind", flat=True)) >= {"id"}
    assert not Found.objects.filter(person_id=without).exists()
    page = client.get(reverse("household", kwargs={"key": home})).content.decode()
    assert "登记了两次" not in page
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.detail["event"]) == ("event.write", "join")
    assert NAME not in str(entry.detail)
    assert client.get(reverse("changes", kwargs={"key": home})).status_code == 200


def test_taken_back_he_is_two_again(twice: tuple[str, str, str], signed_in: SignedIn) -> None:
    home, without, numbered = twice
    client = signed_in("county_office")
    client.post(reverse("join", args=[home, without, numbered]))
    batch = Batch.objects.filter(touched__household_id=home)[0]
    client.post(reverse("undo-change", kwargs={"key": home, "batch": batch.pk}))
    found = set(known("person").filter(household_id=home, birth_date=BORN).values_list(
        "person_id", flat=True))  # fmt: skip
    assert found == {without, numbered}
    assert known("person").get(person_id=numbered).relation is None
    assert known("household_event").get(event_id="e1").person_id == without
    assert Found.objects.filter(person_id=without, kind="name").exists()


@pytest.mark.parametrize(
    ("names", "given"),
    [
        ({"name": "另一个"}, {}),
        ({"name": NAME}, {"birth_date": date(2019, 3, 3)}),
        ({"name": NAME}, {"birth_date": None}),
        ({"name": NAME}, {"left_on": date(2019, 4, 1)}),
    ],
)
def test_who_cannot_be_the_same_is_not_proposed_and_not_joined(
    home: str, signed_in: SignedIn, names: dict[str, str], given: dict[str, object]
) -> None:
    add(home, "pby-hand", names, **given)
    add(home, "pnumbered", {"name": NAME, "id_number": NUMBER})
    client = signed_in("county_office")
    page = client.get(reverse("household", kwargs={"key": home})).content.decode()
    assert "登记了两次" not in page
    assert client.post(reverse("join", args=[home, "pby-hand", "pnumbered"])).status_code == 404
    assert known("person").filter(person_id="pby-hand").exists()


def test_whose_number_was_written_by_hand_is_joined_to_whom_the_list_knows_by_it(
    home: str, signed_in: SignedIn
) -> None:
    number = token(secrecy.office_keys(), "person", NUMBER)
    both = {"name": NAME, "id_number": NUMBER}
    add(home, "pby-hand", both)
    add(home, number, both, birth_date=None)
    client = signed_in("county_office")
    page = client.get(reverse("household", kwargs={"key": home})).content.decode()
    assert reverse("join", args=[home, "pby-hand", number]) in page
    assert reverse("join", args=[home, number, "pby-hand"]) not in page
    client.post(reverse("join", args=[home, "pby-hand", number]))
    assert known("person").get(person_id=number).birth_date == BORN
    assert not known("person").filter(person_id="pby-hand").exists()


def test_a_stranger_joins_nobody(twice: tuple[str, str, str]) -> None:
    home, without, numbered = twice
    village = known("household").get(household_id=home).village_code
    other = known("household").exclude(village_code=village)[0].village_code
    client = enter(somebody("village_committee", area=other))
    assert client.post(reverse("join", args=[home, without, numbered])).status_code == 404
    assert known("person").filter(person_id=without).exists()


def test_a_preview_names_the_households_where_a_list_would_double_somebody(
    home: str, county: Adopted
) -> None:
    add(home, "pby-hand", {"name": NAME})
    row = {"person_id": "pnew", "household_id": home, "birth_date": BORN}
    assert joining.brought([row], lambda: {"pnew": NAME}) == [home]
    assert joining.brought([row], dict) == [home]
    assert joining.brought([row], lambda: {"pnew": "另一个"}) == []
    assert joining.brought([row | {"birth_date": date(2019, 3, 3)}], dict) == []
    assert joining.brought([row | {"household_id": "elsewhere"}], dict) == []
    assert joining.brought([row | {"person_id": "pby-hand"}], dict) == []
    assert county.folder
    file = table_file(Path(county.folder) / SNAPSHOT, "person")
    columns = ["person_id", "household_id", "birth_date"]
    assert joining.brought(pq.read_table(file, columns=columns).to_pylist(), dict) == []
