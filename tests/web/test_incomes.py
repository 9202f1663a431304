"""Income against the line on a household's page: above, below, not known and what is missing."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse

from tests.web.conftest import SignedIn
from tests.web.test_correcting import address, send
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
LINE = Decimal(2995)


def shown(client: Client, key: str) -> str:
    return client.get(reverse("income", kwargs={"key": key})).content.decode()


def counted(county: Adopted, *, above: bool) -> dict[str, Any]:
    """A household of the run whose income of 2018 lies above the line, or below it."""
    rows = pq.read_table(Path(county.folder) / "facts" / "household_income.parquet").to_pylist()
    return next(
        row
        for row in rows
        if row["year"] == 2018
        and row["income_per_head"] is not None
        and (row["income_per_head"] > LINE) is above
    )


@pytest.mark.parametrize(("above", "said"), [(True, "高于"), (False, "低于")])
def test_the_page_says_above_or_below_the_line_and_by_how_much(
    county: Adopted, signed_in: SignedIn, above: bool, said: str
) -> None:
    row, client = counted(county, above=above), signed_in("county_office")
    key = row["household_id"]
    assert (
        reverse("income", kwargs={"key": key})
        in client.get(reverse("household", kwargs={"key": key})).content.decode()
    )
    page = shown(client, key).partition("<h3>2018</h3>")[2].partition("<h3>")[0]
    poverty = page.partition("国家扶贫标准")[2].partition("</li>")[0]
    assert said in poverty
    assert f"{abs(row['income_per_head'] - LINE):.2f}" in poverty
    assert f"{row['net_income']:.2f}" in page


def test_a_missing_item_leaves_it_not_known_and_is_named(
    county: Adopted, signed_in: SignedIn
) -> None:
    client, key = signed_in("county_office"), counted(county, above=False)["household_id"]
    row = known("income").get(household_id=key, year=2018)
    send(client, address(row), wages="", pension="")
    page = shown(client, key).partition("<h3>2018</h3>")[2].partition("<h3>")[0]
    assert "人均纯收入算不出来，还缺：工资性收入、养老保险金。" in page
    assert "低于" not in page
    assert "高于" not in page
    row = known("income").get(household_id=key, year=2018)
    send(client, address(row), wages="999999", pension="0")
    assert "高于" in shown(client, key).partition("<h3>2018</h3>")[2].partition("<h3>")[0]


def test_without_a_run_it_is_said_what_to_do(county: Adopted, signed_in: SignedIn) -> None:
    key = counted(county, above=True)["household_id"]
    Adopted.objects.all().delete()
    assert "请县扶贫办先认定一次" in shown(signed_in("county_office"), key)
