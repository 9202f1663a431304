"""A draw by two secrets: bound before its day, told on it, computed again by anybody."""

import re
import shutil
from datetime import date, timedelta
from math import ceil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.conftest import HEQU
from tests.web.conftest import SignedIn
from tests.web.test_correcting import address, send
from wuxiang.errors import UserError
from wuxiang.oversight import digest_of
from wuxiang.pack import read_pack
from wuxiang.run import run
from wuxiang.sealing import Keys
from wuxiang.web.decisions.fetch import held_pack
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.draws.drawing import POOR
from wuxiang.web.draws.models import Check, Draw, Secret
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.taking import known, take_snapshot
from wuxiang.web.registry.touching import changed_since

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=1)
FIRST, SECOND = "the first secret, long", "the second secret, long"
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _of_hequ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "COUNTY", str(HEQU))


def bind(client: Client, secret: str, day: date = DAY) -> str:
    given = {"day": day.isoformat(), "secret": secret}
    return client.post(reverse("bind-secret"), given, follow=True).content.decode()


def tell(client: Client, secret: str) -> str:
    at = reverse("tell-secret", kwargs={"day": DAY.isoformat()})
    return client.post(at, {"secret": secret}, follow=True).content.decode()


def the_day_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)


def drawn(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> tuple[Draw, Client]:
    """The draw of two people, and the browser of one of them."""
    office, inspector = signed_in("county_office"), signed_in("inspector")
    bind(office, FIRST)
    bind(inspector, SECOND)
    the_day_comes(monkeypatch)
    tell(office, FIRST)
    tell(inspector, SECOND)
    return Draw.objects.get(), office


def test_two_bind_themselves_and_tell_and_two_of_a_hundred_are_drawn(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert county.pk
    office, inspector = signed_in("county_office"), signed_in("inspector")
    assert "口令已封存" in bind(office, FIRST)
    assert "只有一个人封存" in office.get(reverse("draws")).content.decode()
    bind(inspector, SECOND)
    assert FIRST not in str(list(Entry.objects.values_list("detail", flat=True)))
    assert set(Secret.objects.values_list("told", flat=True)) == {""}
    assert "还没有到抽查日" in tell(office, FIRST)
    assert "到抽查日，所有人公开口令后" in office.get(reverse("draws")).content.decode()
    the_day_comes(monkeypatch)
    assert "与封存的口令不符" in tell(office, SECOND)
    assert "还要等其他人公开" in tell(office, FIRST)
    assert "还有人没有公开口令" in office.get(reverse("draws")).content.decode()
    assert not Draw.objects.exists()
    assert "名单已经抽出" in tell(inspector, SECOND)
    poor = known("household_status").filter(status__in=POOR, to_date=None)
    pairs = known("pairing").filter(
        to_date=None, household_id__in=poor.values("household_id"),
        helper_id__in=known("helper").filter(to_date=None).values("helper_id"),
    )  # fmt: skip
    mine = set(pairs.values_list("helper_id", "household_id"))
    draw = Draw.objects.get()
    assert draw.keys == len({helper for helper, _ in mine})
    checks = list(draw.checks.values_list("helper_id", "household_id"))
    assert len(checks) == ceil(draw.keys * 2 / 100) > 0
    assert set(checks) <= mine
    assert len({helper for helper, _ in checks}) == len(checks)
    entry = Entry.objects.get(act="draw.make")
    assert entry.subject == DAY.isoformat()
    assert entry.detail["secrets"] == {"county_office": FIRST, "inspector": SECOND}
    assert entry.detail["drawn_sm3"] == digest_of(f"{one} {home}" for one, home in checks)


def test_the_draw_is_made_again_whatever_happened_since(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert county.pk
    draw, office = drawn(signed_in, monkeypatch)
    at = reverse("draw-again", kwargs={"day": DAY.isoformat()})
    assert "结果一致" in office.post(at, follow=True).content.decode()
    first = draw.checks.all()[0]
    other = known("household").exclude(household_id=first.household_id)[0].household_id
    Check.objects.filter(pk=first.pk).update(household_id=other)
    assert "结果不一致" in office.post(at, follow=True).content.decode()
    Check.objects.filter(pk=first.pk).update(household_id=first.household_id)
    draw.checks.last().delete()  # type: ignore[union-attr]
    assert "结果不一致" in office.post(at, follow=True).content.decode()


def test_what_is_changed_after_the_morning_does_not_change_the_draw(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert county.pk
    draw, office = drawn(signed_in, monkeypatch)
    key = draw.checks.all()[0].household_id
    status = known("household_status").filter(household_id=key, to_date=None)[0]
    send(office, address(status, "household_status"), status="ordinary")
    assert known("household_status").get(household_id=key, to_date=None).status == "ordinary"
    late, rows = draw.known_at + timedelta(hours=1), MODELS["household_status"].objects
    rows.filter(pk=status.pk).update(superseded_at=late)
    known("household_status").filter(household_id=key, to_date=None).update(recorded_at=late)
    at = reverse("draw-again", kwargs={"day": DAY.isoformat()})
    assert "结果一致" in office.post(at, follow=True).content.decode()


def test_nobody_binds_himself_late_or_twice_or_too_briefly(signed_in: SignedIn) -> None:
    office = signed_in("county_office")
    assert f'value="{DAY.isoformat()}"' in office.get(reverse("draws")).content.decode()
    assert "须提前一天封存" in bind(office, FIRST, timezone.localdate())
    assert "至少" in bind(office, "short")
    assert not Secret.objects.exists()
    bind(office, FIRST)
    assert "不能更换" in bind(office, SECOND)
    assert Secret.objects.count() == 1


def test_one_alone_draws_nothing(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert county.pk
    office = signed_in("county_office")
    bind(office, FIRST)
    the_day_comes(monkeypatch)
    tell(office, FIRST)
    assert not Draw.objects.exists()


def test_a_check_is_closed_once_with_words_where_something_is_wrong(
    county: Adopted,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assert county.pk
    draw, office = drawn(signed_in, monkeypatch)
    caller, check = signed_in("caller"), draw.checks.all()[0]
    with django_assert_max_num_queries(MOST_QUERIES):
        page = caller.get(reverse("checks")).content.decode()
    at = reverse("close-check", kwargs={"number": check.pk})
    folded = re.findall(r"<details.*?</details>", page, re.DOTALL)
    assert len(folded) == draw.checks.count()
    assert at in folded[0]
    assert "请选择</option>" in folded[0]
    assert reverse("call", kwargs={"key": check.household_id}) in page

    def said(**given: str) -> str:
        return caller.post(at, given, follow=True).content.decode()

    assert "请选择结果" in said(result="perhaps")
    assert "请写明情况" in said(result="problem", note=" ", devoted="false")
    again = caller.post(at, {"result": "in_order", "note": "改口", "present": "false"})
    assert again.status_code == 422
    page = again.content.decode()
    opened = re.findall(r"<details[^>]* open>.*?</details>", page, re.DOTALL)
    assert len(opened) == 1
    assert at in opened[0]
    assert "改口</textarea>" in opened[0]
    assert '<option value="false" selected>' in opened[0]
    assert page.count("<details") == draw.checks.count()
    assert at not in said(result="problem", note="半年没有人来过")
    check.refresh_from_db()
    assert (check.result, check.by) == ("problem", "caller")
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject) == ("check.close", check.household_id)
    assert "半年" not in str(entry.detail)
    assert "已经有人填过" in said(result="in_order")
    way = f'href="{reverse("checks")}">去查'
    assert way in signed_in("inspector", username="b").get(reverse("draws")).content.decode()
    assert way not in office.get(reverse("draws")).content.decode()
    assert "名，各查一户，已查 1 户" in signed_in("auditor").get(reverse("draws")).content.decode()


def test_what_a_check_found_is_in_the_next_snapshot_and_makes_no_answer_old(
    county: Adopted,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    keys: Keys,
) -> None:
    draw, _office = drawn(signed_in, monkeypatch)
    caller, checks = signed_in("caller"), list(draw.checks.all())
    before = known("phone_check").count()

    def said(check: Check, **given: str) -> str:
        at = reverse("close-check", kwargs={"number": check.pk})
        return caller.post(at, given, follow=True).content.decode()

    first, second = checks[:2]
    assert "就不是" in said(first, result="in_order", present="false")
    said(first, result="in_order", note="长" * 2001)  # too long: it stays open, nothing is lost
    assert "三项请留空" in said(first, result="unreached", note="没人接", working="true")
    assert known("phone_check").count() == before
    said(first, result="problem", note="没来过", present="false", devoted="unknown", working="true")
    said(second, result="unreached", note="没人接")
    call = known("phone_check").get(call_id=f"draw-{DAY}-{first.rank}")
    assert (call.helper_id, call.household_id) == (first.helper_id, first.household_id)
    assert (call.called_on, call.caller, call.reached) == (DAY, "caller", True)
    assert (call.present, call.devoted, call.working) == (False, None, True)
    unreached = known("phone_check").get(call_id=f"draw-{DAY}-{second.rank}")
    assert (unreached.reached, unreached.present) == (False, None)
    assert changed_since(county.known_at, [first.household_id]) == {}
    out = tmp_path / "snapshot"
    take_snapshot(out, county="hequ", keys=keys, as_of=DAY, known_at=timezone.now())
    run(HEQU, out, tmp_path / "run")
    answers = pq.read_table(tmp_path / "run" / "facts" / "phone_answer.parquet").to_pylist()
    found = {row["call_id"]: row for row in answers if row["called_on"] == DAY}
    assert len(found) == 2
    assert found[call.call_id]["present"] is False


def test_a_household_without_a_helper_is_checked_but_is_no_call_about_one(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert county.pk
    draw, _office = drawn(signed_in, monkeypatch)
    caller, check = signed_in("caller"), draw.checks.all()[0]
    Check.objects.filter(pk=check.pk).update(helper_id=None)
    before = known("phone_check").count()
    at = reverse("close-check", kwargs={"number": check.pk})
    caller.post(at, {"result": "in_order", "present": "true"})
    check.refresh_from_db()
    assert (check.result, known("phone_check").count()) == ("in_order", before)


def other_pack(tmp_path: Path, said: str, now: str) -> Path:
    """A copy of the pack in which one file says something else."""
    for file in HEQU.rglob("*.yaml"):
        if said in file.read_text("utf-8"):
            shutil.copytree(HEQU, tmp_path / "pack", dirs_exist_ok=True)
            copy = tmp_path / "pack" / file.relative_to(HEQU)
            copy.write_text(file.read_text("utf-8").replace(said, now), "utf-8")
    return tmp_path / "pack"


def test_the_pack_says_of_whom_and_how_many(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert county.pk
    pack = other_pack(tmp_path, "values: {2018-01-01: helpers}", "values: {2018-01-01: households}")
    monkeypatch.setattr(settings, "COUNTY", str(pack))
    draw, _office = drawn(signed_in, monkeypatch)
    poor = known("household_status").filter(status__in=POOR, to_date=None)
    assert draw.keys == poor.values("household_id").distinct().count()
    assert draw.checks.count() == ceil(draw.keys * 2 / 100)


def test_a_pack_that_does_not_say_draws_nothing_and_the_secret_stays_untold(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert county.pk
    pack = other_pack(tmp_path, "values: {2018-01-01: helpers}", "values: {2018-01-01: null}")
    monkeypatch.setattr(settings, "COUNTY", str(pack))
    office, inspector = signed_in("county_office"), signed_in("inspector")
    bind(office, FIRST)
    bind(inspector, SECOND)
    the_day_comes(monkeypatch)
    tell(office, FIRST)
    assert "县包没有写明抽多少" in tell(inspector, SECOND)
    assert Secret.objects.get(by="inspector").told == ""


def test_a_pack_is_held_until_one_of_its_files_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = other_pack(tmp_path, "values: {2018-01-01: helpers}", "values: {2018-01-01: households}")
    found = held_pack(pack)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("wuxiang.web.decisions.fetch.read_pack", None)
        assert held_pack(pack) is found
    (pack / "county.yaml").write_text((pack / "county.yaml").read_text("utf-8") + "# one word\n")
    assert held_pack(pack).content_hash != found.content_hash


def test_a_pack_whose_draw_names_no_parameter_is_refused(tmp_path: Path) -> None:
    pack = other_pack(tmp_path, "per_cent: phone_two_percent.share_least", "per_cent: phone.share")
    with pytest.raises(UserError, match="no policy `phone`"):
        read_pack(pack)
