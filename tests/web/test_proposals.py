"""An answer completes the one row that it can mean, and nothing known, doubtful or barred."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.web.conftest import SignedIn, somebody
from tests.web.test_notices import written
from wuxiang.web.casework.models import Answer, Visit
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk.proposals import Proposal, proposals
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
HOME = "h1"


def told(question: str, said: str, household: str = HOME) -> Answer:
    visit = Visit.objects.create(
        draft=uuid4(), household_id=household, visited_on=date(2019, 4, 30), written_by="helper"
    )
    return Answer.objects.create(visit=visit, question=question, said=said)


def row(name: str, **values: object) -> Any:
    written(name, household_id=HOME, **values)
    return MODELS[name].objects.latest("pk")


def test_an_answer_completes_the_only_row_that_lacks_it() -> None:
    lacking = row("living", year=2018)
    row("living", year=2017, food_secure=True)
    user = somebody("county_office")
    for said, written_as in (("true", "是"), ("false", "否")):
        answer = told("living/food_secure", said)
        found = proposals(user, HOME, [answer])
        assert found == {answer.pk: Proposal("living", lacking.pk, "food_secure", written_as)}


def test_the_question_names_the_row_where_several_lack_it() -> None:
    row("person", person_id="p1")
    second = row("person", person_id="p2")
    user = somebody("county_office")
    doubtful, named = told("h1/soldier", "true"), told("p2/soldier", "false")
    found = proposals(user, HOME, [doubtful, named])
    assert found == {named.pk: Proposal("person", second.pk, "soldier", "否")}


def test_what_is_known_by_now_is_not_proposed_again() -> None:
    row("living", year=2018, food_secure=False)
    assert proposals(somebody("county_office"), HOME, [told("h1/food_secure", "true")]) == {}


def test_zero_and_no_are_known_and_a_number_is_taken_as_it_was_said() -> None:
    one = row("income", year=2018, wages=0)
    answers = [told("h1/wages", "5"), told("h1/pension", "1200.5")]
    found = proposals(somebody("county_office"), HOME, answers)
    assert found == {answers[1].pk: Proposal("income", one.pk, "pension", "1200.5")}


def test_who_does_not_know_proposes_nothing() -> None:
    row("living", year=2018)
    assert proposals(somebody("county_office"), HOME, [told("h1/food_secure", "")]) == {}


def test_keys_are_never_proposed_nor_what_no_table_has() -> None:
    row("living", year=2018)
    answers = [told("h1/year", "2019"), told("h1/household_id", "h2"), told("h1/nonsense", "1")]
    assert proposals(somebody("county_office"), HOME, answers) == {}


def test_another_households_rows_are_left_alone() -> None:
    written("living", household_id="h2", year=2018)
    assert proposals(somebody("county_office"), HOME, [told("h1/food_secure", "true")]) == {}


def test_nobody_is_proposed_what_he_may_not_correct() -> None:
    one = row("household_status", status="registered", from_date=date(2014, 1, 1))
    column = next(
        column.name
        for column in one.table.stored
        if column.name not in one.table.key and getattr(one, column.name) is None
    )
    answer = told(f"h1/{column}", "2019-01-01")
    assert proposals(somebody("county_office"), HOME, [answer])
    assert proposals(somebody("village_committee"), HOME, [answer]) == {}
    assert proposals(somebody("helper"), HOME, [answer]) == {}


def test_from_the_visit_it_leads_to_a_form_that_is_filled_and_not_saved(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    one = known("income").filter(household_id__isnull=False).order_by("household_id", "pk")[0]
    MODELS["income"].objects.filter(pk=one.pk).update(pension=None)
    rows = known("income").filter(household_id=one.household_id).exclude(pk=one.pk)
    rows.update(pension=1)
    answer = told(f"{one.household_id}/pension", "360", one.household_id)
    client = signed_in("county_office")
    page = client.get(reverse("history", kwargs={"key": one.household_id})).content.decode()
    at = reverse("correct", args=[one.household_id, "income", one.pk]) + f"?answer={answer.pk}"
    assert at in page
    form = client.get(at).context["form"]
    fields = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    assert fields["pension"] == "360"
    assert "2019-04-30" in fields["reason"]
    assert known("income").get(pk=one.pk).pension is None
