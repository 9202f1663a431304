"""Public notices on a household's page, and what happened to it since the adopted run."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import SignedIn, enter, somebody
from tests.web.test_correcting import address, income, send
from wuxiang.pack import read_pack
from wuxiang.record import PACK
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.notices import Notice, notices_of
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
BEGINS, ENDS = date(2019, 3, 1), date(2019, 3, 7)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "today", "state"),
    [
        (BEGINS, ENDS, BEGINS - A_DAY, "coming"),
        (BEGINS, ENDS, BEGINS, "on"),
        (BEGINS, ENDS, ENDS, "on"),
        (BEGINS, ENDS, ENDS + A_DAY, "over"),
        (None, ENDS, ENDS, "unknown"),
        (None, ENDS, ENDS + A_DAY, "over"),
        (BEGINS, None, ENDS, "unknown"),
        (None, None, ENDS, "unknown"),
    ],
)
def test_a_notice_stands_from_its_first_to_its_last_day(
    begins: date | None, ends: date | None, today: date, state: str
) -> None:
    assert Notice("exit", begins, ends).state(today) == state


def written(name: str, **values: object) -> None:
    """A row of the register; what it is not told is not known."""
    MODELS[name].objects.create(recorded_at=timezone.now(), in_batch=1, said="", **values)


def test_each_list_brings_its_notices_with_their_own_last_day() -> None:
    written("procedure", household_id="h", kind="exit", year=2019, notice_from=BEGINS,
            notice_to=ENDS, objections=0, announced_on=date(2019, 4, 1))  # fmt: skip
    written("procedure", household_id="h", kind="identification", year=2014)
    written("monitoring_clue", clue_id="c1", household_id="h", clue_on=BEGINS, shown_from=ENDS)
    written("monitoring_clue", clue_id="c2", household_id="h", clue_on=BEGINS)
    written("industry_award", application_id="a1", household_id="h", award="award_sheep",
            award_shown_from=BEGINS - A_DAY, award_shown_to=ENDS, objection=True)  # fmt: skip
    written("industry_award", application_id="a2", household_id="h", award="award_pigs")
    written("procedure", household_id="other", kind="exit", year=2019, notice_from=BEGINS)
    assert notices_of("h") == [
        Notice("clue", ENDS, None),
        Notice("exit", BEGINS, ENDS, objected=False, announced=date(2019, 4, 1)),
        Notice("award", BEGINS - A_DAY, ENDS, objected=True, award="award_sheep"),
        Notice("identification", None, None),
    ]


def test_the_page_says_them_in_words(county: Adopted, signed_in: SignedIn) -> None:
    row = known("industry_award").filter(award_shown_from__isnull=False)[0]
    title = read_pack(Path(county.folder) / PACK).policies[row.award].title.zh
    client = signed_in("county_leader")
    at = reverse("notices", kwargs={"key": row.household_id})
    page = client.get(at).content.decode()
    assert f"产业奖补：{title}" in page
    assert row.award_shown_from.isoformat() in page
    assert "公示已结束" in page
    household = client.get(reverse("household", kwargs={"key": row.household_id}))
    assert at in household.content.decode()
    assert "依据截至 2019-04-30 的认定" in household.content.decode()


def test_it_says_what_happened_since_the_run(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    row, client = income(), signed_in("county_office")
    at = reverse("notices", kwargs={"key": row.household_id})
    begun = [one.begins for one in notices_of(row.household_id) if one.begins]
    assert not [one for one in begun if one > county.as_of]
    before = client.get(at).content.decode()
    assert "自 2019-04-30 的认定以来" in before
    assert "资料没有改动" in before
    assert "走访和电话 0 次" in before
    assert "新开始的公示 0 次" in before
    send(client, address(row), wages="1")
    Visit.objects.create(
        draft="11111111-2222-4333-8444-555555555555", household_id=row.household_id,
        visited_on=date(2019, 5, 6), written_by="county_office",
    )  # fmt: skip
    written("procedure", household_id=row.household_id, kind="exit", year=2030,
            notice_from=date(2019, 5, 1), notice_to=date(2019, 5, 7))  # fmt: skip
    after = client.get(at).content.decode()
    assert "资料改动过" in after
    assert "走访和电话 1 次" in after
    assert "新开始的公示 1 次" in after


def test_a_stranger_sees_no_notice(county: Adopted) -> None:
    assert county.pk
    row = known("industry_award").filter(award_shown_from__isnull=False)[0]
    village = known("household").get(household_id=row.household_id).village_code
    other = known("household").exclude(village_code=village)[0].village_code
    client = enter(somebody("village_committee", area=other))
    assert client.get(reverse("notices", kwargs={"key": row.household_id})).status_code == 404
