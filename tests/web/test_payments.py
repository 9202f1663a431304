"""Payments that nobody can read or match: whoever sees runs finds them, with whom and how much."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.decisions.models import Adopted, Due
from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
SEES = [name for name, role in ROLES.items() if "runs.see" in role.permissions]


def unclear(county: Adopted, number: str, **given: object) -> Due:
    home = known("household").order_by("household_id")[0]
    row = {
        "run": county, "policy": "p", "title_zh": "某项补贴", "title_en": "A grant",
        "subject": f"payment/{number}",
        "household_id": home.household_id, "kind": "unknown", "reason": "unmatched",
        "delivered": 100, "period": "2018",
    }  # fmt: skip
    return Due.objects.create(**{**row, **given})


@pytest.mark.parametrize("role", SEES)
def test_a_payment_that_matches_nothing_is_something_to_do(
    county: Adopted, signed_in: SignedIn, role: str
) -> None:
    Due.objects.filter(reason__in=("unmatched", "unread")).delete()
    client = signed_in(role)
    assert 'href="/payments/"' not in client.get("/").content.decode()
    assert "没有对不上的发放记录" in client.get("/payments/").content.decode()
    unclear(county, "LS7")
    unclear(county, "LS8", reason="unread", delivered=None)
    unclear(county, "LS9", kind="missing")  # a gap: it is a task already
    assert "发放待核对<b>2</b>" in client.get("/").content.decode()
    page = client.get("/payments/").content.decode()
    assert page.index("LS8") < page.index("LS7")
    assert "LS9" not in page
    assert "对不上人、事项或所属期" in page
    assert ">看不清</td>" in page
    home = known("household").order_by("household_id")[0]
    assert f'href="/households/{home.household_id}/"' in page
    assert place_names([home.village_code])[home.village_code] in page


def test_few_queries_however_many(
    county: Adopted, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    homes = known("household").values_list("household_id", flat=True)[:20]
    for number, home in enumerate(homes):
        unclear(county, f"LS{number}", household_id=home)
    unclear(county, "LS100", household_id=None)
    client = signed_in("finance")
    for address in ("/payments/", "/"):
        client.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


def test_other_roles_are_not_told(county: Adopted, signed_in: SignedIn) -> None:
    unclear(county, "LS7")
    assert 'href="/payments/"' not in signed_in("township").get("/").content.decode()
