"""A household that was changed by hand is asked again, with what the register says of it now."""

import pytest
from django.urls import reverse

from tests.web.conftest import SignedIn
from tests.web.test_correcting import REASON, filled
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.registry.taking import household_rows, known

pytestmark = pytest.mark.django_db


def test_with_the_same_rows_it_answers_the_same(county: Adopted) -> None:
    for key in known("income").values_list("household_id", flat=True).distinct()[:5]:
        rows = household_rows(key)
        again = asking.explain(county.folder, key, rows=rows)
        assert again == asking.explain(county.folder, key)
        assert again


def test_after_a_correction_it_answers_otherwise_at_once(
    county: Adopted, signed_in: SignedIn
) -> None:
    client = signed_in("county_office")
    row = known("household_status").filter(status="exited_with_policies", to_date=None)[0]
    key = row.household_id
    before = asking.explain(county.folder, key)
    page = reverse("why", kwargs={"key": key})
    assert "重新对照" not in client.get(page).content.decode()
    given = {"key": key, "table": "household_status", "version": row.pk}
    at = reverse("correct", kwargs=given)
    client.post(at, filled(client, at) | {"status": "ordinary", "reason": REASON})
    assert known("household_status").get(household_id=key, to_date=None).status == "ordinary"
    assert "重新对照" in client.get(page).content.decode()
    after = asking.explain(county.folder, key, rows=household_rows(key))
    assert [one.answer for one in after] != [one.answer for one in before]
    assert asking.explain(county.folder, key) == before
