"""Lists for the notice board and the review: who stands on them, what the public never reads."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.conftest import HEQU
from tests.web.conftest import SignedIn, enter, somebody
from tests.web.test_correcting import address, send
from tests.web.test_notices import written
from wuxiang.documents import Paper, pdf
from wuxiang.errors import UserError
from wuxiang.pack import read_pack
from wuxiang.web.decisions.models import Adopted, Posted
from wuxiang.web.decisions.posting import WATCHED, Term, public_name, term_of
from wuxiang.web.desk import posting
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.fetch import opened
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
TODAY = date.today()
A_DAY = timedelta(days=1)
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _of_hequ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "COUNTY", str(HEQU))


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Paper]:
    """The paper that was set last, beside its PDF."""
    made: list[Paper] = []

    def kept(one: Paper) -> bytes:
        made.append(one)
        return pdf(one)

    monkeypatch.setattr(posting, "pdf", kept)
    return lambda: made[-1]


def home() -> Any:
    """An ordinary household with a head, which nothing is proposed for.

    Which one it is differs from session to session: their keys hang on a secret.
    """
    heads = known("person").filter(relation="head", left_on=None)
    ordinary = known("household_status").filter(status="ordinary", to_date=None)
    row = ordinary.filter(household_id__in=heads.values("household_id"))[0]
    return known("household").get(household_id=row.household_id)


def head(household: str) -> Any:
    rows = known("person").filter(household_id=household, relation="head", left_on=None)
    return opened({"person": list(rows)})["person"][0]


def listed(client: Client, village: str, kind: str) -> list[tuple[str, str]]:
    answer = client.get(reverse("village-list", kwargs={"village": village, "kind": kind}))
    return [(line.name, line.what) for line in answer.context["lines"]]


def proposed(county: Adopted, policy: str = "unstable_household") -> list[Any]:
    rows = pq.read_table(Path(county.folder) / "decisions" / f"{policy}.parquet")
    return list(rows.filter(pc.field("eligible")).to_pylist())


def for_review(county: Adopted) -> Any:
    """A household that the run proposes to watch; let nobody have watched it yet.

    Nor let it be on the board: who is there is not reviewed.
    """
    watched = known("household_status").filter(to_date=None, status__in=WATCHED)
    keys = set(watched.values_list("household_id", flat=True))
    row = next(one for one in proposed(county) if one["household_id"] not in keys)
    for table in ("risk", "monitoring_clue", "procedure", "industry_award"):
        MODELS[table].objects.filter(household_id=row["household_id"]).delete()
    return row


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"verified_on": TODAY - A_DAY}, True),
        ({"verified_on": TODAY - A_DAY, "notice_from": TODAY, "notice_to": TODAY}, True),
        ({"verified_on": TODAY - A_DAY, "notice_to": TODAY - A_DAY}, False),
        ({"verified_on": TODAY - A_DAY, "announced_on": TODAY}, False),
        ({"discussed_on": TODAY}, False),
    ],
)
def test_on_the_board_stands_whoever_is_verified_and_not_announced(
    county: Adopted, signed_in: SignedIn, given: dict[str, date], stands: bool
) -> None:
    assert county.pk
    one = home()
    written("procedure", household_id=one.household_id, kind="exit", year=TODAY.year, **given)
    found = listed(signed_in("county_office"), one.village_code, "notice")
    assert ((head(one.household_id).name, "拟退出贫困") in found) is stands


def test_clues_and_awards_stand_there_without_their_reasons(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    one = home()
    key, named = one.household_id, head(one.household_id).name
    written("monitoring_clue", clue_id="c", household_id=key, clue_on=TODAY - A_DAY,
            clue_cause="illness", compared_on=TODAY)  # fmt: skip
    written("industry_award", application_id="a", household_id=key, award="award_sheep",
            accepted_quantity=3)  # fmt: skip
    written("industry_award", application_id="b", household_id=key, award="award_pigs",
            accepted_quantity=0)  # fmt: skip
    client = signed_in("county_office")
    found = dict(listed(client, one.village_code, "notice"))
    assert found[named] == "拟纳入监测、产业奖补：养羊奖补"
    at = reverse("village-list", kwargs={"village": one.village_code, "kind": "notice"})
    assert "因病" not in client.get(at).content.decode()
    shown = client.get(reverse("postings"))
    assert at in shown.content.decode()
    townships = shown.context["townships"]
    assert len({one["name"] for one in townships}) == len(townships)
    assert shown.content.decode().count('<details class="sheet"') == len(townships)
    for township in townships:
        numbers = [[number for *_, number in lists] for _village, lists in township["rows"]]
        assert [number for _title, number in township["totals"]] == list(
            map(sum, zip(*numbers, strict=True))
        )


def test_the_paper_says_name_number_and_proposal_and_nothing_else(
    county: Adopted, signed_in: SignedIn, paper: Callable[[], Paper]
) -> None:
    assert county.pk
    one = home()
    written("procedure", household_id=one.household_id, kind="identification", year=TODAY.year,
            verified_on=TODAY)  # fmt: skip
    at = reverse("print-list", kwargs={"village": one.village_code, "kind": "notice"})
    answer = signed_in("county_office").post(at)
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    sheet = paper().sheets[0]
    members = known("person").filter(household_id=one.household_id, left_on=None)
    row = {
        "name": head(one.household_id).name,
        "members": members.count(),
        "what": "拟识别为建档立卡贫困户",
    }
    assert row in sheet["rows"]  # type: ignore[operator]
    assert sheet["days"] == "7"
    said = json.dumps(sheet, ensure_ascii=False, default=str)
    for person in opened({"person": list(members)})["person"]:
        for name, value in person.names.items():
            assert name == "name" or value not in said
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject) == ("notice.print", one.village_code)
    assert entry.detail == {
        "list": "notice",
        "rows": len(sheet["rows"]),  # type: ignore[arg-type]
        "first_day": TODAY.isoformat(),
        "last_day": (TODAY + 6 * A_DAY).isoformat(),
    }


def test_a_printed_notice_is_kept_with_its_first_and_last_day(
    county: Adopted, signed_in: SignedIn, paper: Callable[[], Paper]
) -> None:
    assert county.pk
    one, client, first = home(), signed_in("county_office"), TODAY + 3 * A_DAY
    written("procedure", household_id=one.household_id, kind="identification", year=TODAY.year,
            verified_on=TODAY)  # fmt: skip
    given = {"village": one.village_code, "kind": "notice"}
    at, shown = reverse("print-list", kwargs=given), reverse("village-list", kwargs=given)
    assert "打印过的公示" not in client.get(shown).content.decode()
    for wrong in (TODAY - A_DAY, TODAY + 31 * A_DAY, "soon"):
        assert client.post(at, {"first_day": str(wrong)}).status_code == 404
    assert not Posted.objects.exists()
    client.post(at, {"first_day": first.isoformat()})
    last = first + 6 * A_DAY
    assert (paper().sheets[0]["first_day"], paper().sheets[0]["last_day"]) == (
        first.isoformat(),
        last.isoformat(),
    )
    kept = Posted.objects.get()
    assert (kept.first_day, kept.last_day, kept.by) == (first, last, "county_office")
    page = client.get(shown).content.decode()
    assert f"{first} 至 {last}" in page
    journal = signed_in("auditor").get(reverse("journal")).content.decode()
    assert first.isoformat() in journal
    assert last.isoformat() in journal
    client.post(reverse("print-list", kwargs=given | {"kind": "review"}))
    assert Posted.objects.count() == 1


FRIDAY = date(2019, 4, 26)


@pytest.mark.parametrize(
    ("days", "working", "last"),
    [
        ("7", False, date(2019, 5, 2)),
        ("1", False, FRIDAY),
        ("1", True, FRIDAY),
        ("3", True, date(2019, 4, 29)),  # that Sunday was worked
        ("4", True, date(2019, 4, 30)),
        ("5", True, date(2019, 5, 5)),  # the first of May and the days after it were free
        (None, False, None),
    ],
)
def test_the_last_day_counts_the_days_that_the_pack_counts(
    days: str | None, working: bool, last: date | None
) -> None:
    term = Term(Decimal(days) if days else None, working)
    assert term.last_day(read_pack(HEQU), FRIDAY) == last


def test_the_pack_says_whether_working_days_are_counted(tmp_path: Path) -> None:
    assert term_of(read_pack(HEQU), FRIDAY) == Term(Decimal(7))
    pack = tmp_path / "pack"
    shutil.copytree(HEQU, pack)
    file = pack / "policies" / "governance" / "identification_procedure.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("unit: day\n    law: 公示7天", "unit: working_day\n    law: 公示7天")
    )
    assert term_of(read_pack(pack), FRIDAY) == Term(Decimal(7), working=True)
    assert term_of(read_pack(pack), date(2013, 1, 1)) == Term(None, working=True)
    county = pack / "county.yaml"
    days = "  days: identification_procedure.notice_days_least\n"
    county.write_text(county.read_text("utf-8").replace(days, ""), "utf-8")
    assert term_of(read_pack(pack), FRIDAY) == Term(None)


def test_the_run_proposes_for_review_whom_nobody_watches_yet(
    county: Adopted, signed_in: SignedIn, paper: Callable[[], Paper]
) -> None:
    row, client = for_review(county), signed_in("county_office")
    key, village = row["household_id"], row["village_code"]
    named = head(key).name
    assert (named, "拟纳入监测") in listed(client, village, "review")
    client.post(reverse("print-list", kwargs={"village": village, "kind": "review"}))
    assert paper().sheets[0]["kind"] == "review"
    written("risk", household_id=key, identified_on=TODAY)
    assert (named, "拟纳入监测") not in listed(client, village, "review")


def test_whoever_was_changed_since_the_run_is_left_out_and_named(
    county: Adopted, signed_in: SignedIn
) -> None:
    row, client = for_review(county), signed_in("county_office")
    key, village = row["household_id"], row["village_code"]
    send(client, address(known("income").filter(household_id=key)[0]), wages="1")
    at = reverse("village-list", kwargs={"village": village, "kind": "review"})
    assert (head(key).name, "拟纳入监测") not in listed(client, village, "review")
    page = client.get(at).content.decode()
    assert f'href="{reverse("household", kwargs={"key": key})}">{head(key).name}</a>' in page


def test_a_list_without_anybody_is_not_printed(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, one = signed_in("county_office"), home()
    given = {"village": one.village_code, "kind": "notice"}
    at, paper = (reverse(name, kwargs=given) for name in ("village-list", "print-list"))
    written("procedure", household_id=one.household_id, kind="identification", year=TODAY.year,
            verified_on=TODAY)  # fmt: skip
    assert paper in client.get(at).content.decode()
    for table in ("procedure", "monitoring_clue", "industry_award"):
        MODELS[table].objects.all().delete()
    assert paper not in client.get(at).content.decode()


def test_whoever_is_under_age_is_not_named() -> None:
    born = date(2001, 5, 6)
    assert public_name("甲某某", born, today=date(2019, 5, 5)) == "甲某"
    assert public_name("甲某某", born, today=date(2019, 5, 6)) == "甲某某"
    assert public_name("甲某某", None, today=date(2019, 5, 6)) == "甲某某"
    assert public_name("", born, today=date(2019, 5, 5)) == ""


def test_a_committee_sees_its_own_village_alone(county: Adopted) -> None:
    row = for_review(county)
    other = known("household").exclude(village_code=row["village_code"])[0].village_code
    client = enter(somebody("village_committee", area=other))
    given = {"village": row["village_code"], "kind": "review"}
    assert client.get(reverse("village-list", kwargs=given)).status_code == 404
    assert client.post(reverse("print-list", kwargs=given)).status_code == 404
    shown = client.get(reverse("postings")).content.decode()
    assert reverse("village-list", kwargs=given) not in shown
    unknown = {"village": other, "kind": "everything"}
    assert client.get(reverse("village-list", kwargs=unknown)).status_code == 404


def test_few_queries_however_many_villages(
    county: Adopted,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    row, client = for_review(county), signed_in("county_office")
    given = {"village": row["village_code"], "kind": "review"}
    for page in (reverse("postings"), reverse("village-list", kwargs=given)):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("said", "wrong", "told"),
    [
        ("    marginal_household: 拟", "    household_exit: 拟", "proposes no status"),
        ("    marginal_household: 拟", "    marginal_homes: 拟", "no policy `marginal_homes`"),
        ("procedure.notice_days_least", "procedure.notice_days", "no parameter `notice_days`"),
        ("  proposals: ", "  proposal: ", "proposal"),
    ],
)
def test_a_pack_that_would_post_up_what_is_not_there_is_refused(
    tmp_path: Path, said: str, wrong: str, told: str
) -> None:
    text = (HEQU / "county.yaml").read_text("utf-8")
    assert said in text
    shutil.copytree(HEQU, tmp_path, dirs_exist_ok=True)
    (tmp_path / "county.yaml").write_text(text.replace(said, wrong), "utf-8")
    with pytest.raises(UserError, match=told):
        read_pack(tmp_path)
