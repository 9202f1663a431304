"""Deciding anew from the browser: a run of the register as it is, its changes, adopting it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.web.conftest import SignedIn
from tests.web.test_jobs import work_off
from wuxiang.record import read_record
from wuxiang.web.accounts.models import Scope
from wuxiang.web.decisions.fetch import run_now
from wuxiang.web.decisions.models import Adopted, Due
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.naming import people_and_heads
from wuxiang.web.registry.taking import known
from wuxiang.web.runs import working
from wuxiang.web.runs.models import Computed

pytestmark = pytest.mark.django_db


def test_a_run_shows_what_it_found_and_is_worked_from_when_adopted(
    county: Adopted,
    signed_in: SignedIn,
    lean_pack: Path,
    lean_run: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "COUNTY", str(lean_pack))
    Adopted.objects.update(folder=str(lean_run))
    office, leader = signed_in("county_office"), signed_in("county_leader")
    allowed = Due.objects.filter(kind="missing", policy="hospital_stay_allowance")[0]
    stays = known("hospital_stay").filter(person_id=allowed.person_id)
    assert stays.update(admitted_on=None, discharged_on=None)
    start = reverse("start-run")
    assert leader.post(start, {"as_of": "2019-04-30"}).status_code == 403
    form = office.get(reverse("runs")).content.decode()
    assert 'value="2019-04-30"' in form
    assert "errorlist" not in form
    for day, said in (("", "请填写认定到哪一天"), ("2999-01-01", "不能晚于今天")):
        assert said in office.post(start, {"as_of": day}, follow=True).content.decode()
    assert Computed.objects.count() == 0
    office.post(start, {"as_of": "2019-04-30"})
    again = office.post(start, {"as_of": "2019-04-30"}, follow=True).content.decode()
    assert "正在进行" in again
    work_off()
    one = Computed.objects.get()
    assert one.state == "decided", one.job and one.job.error
    assert not (one.folder / "snapshot").exists()
    assert read_record(one.run).policies == read_record(lean_run).policies
    now = run_now()
    assert now is not None
    assert now.pk == county.pk
    page = leader.get(reverse("run", kwargs={"number": one.pk})).content.decode()
    assert "缺口最大的政策" in page
    assert "采用这次结果" not in page
    rows = one.found["changes"]["rows"]
    changed = {row["policy"] for row in rows}
    assert "hospital_stay_allowance" in changed
    listed = leader.get(reverse("run-changes", kwargs={"number": one.pk}))
    assert listed.context["page"].paginator.count == sum(row["entitlements"] for row in rows)
    assert reverse("household", kwargs={"key": allowed.household_id}) in listed.content.decode()
    (name,) = people_and_heads([allowed.person_id], [], scope=Scope())[0].values()
    assert name in {row["person"] for row in listed.context["rows"]}
    assert name in listed.content.decode()
    assert leader.post(reverse("adopt-run", kwargs={"number": one.pk})).status_code == 403
    office.post(reverse("adopt-run", kwargs={"number": one.pk}))
    work_off()
    one.refresh_from_db()
    now = run_now()
    assert now is not None
    assert (one.state, Path(now.folder)) == ("adopted", one.run.resolve())
    acts = list(Entry.objects.values_list("act", flat=True)[:3])
    assert acts == ["run.adopt", "run.choose", "run.start"]
    done = office.post(reverse("adopt-run", kwargs={"number": one.pk}), follow=True)
    assert "刚刚变了" in done.content.decode()
    monkeypatch.setattr(working, "KEPT", 0)
    working.clear_old()
    assert one.run.is_dir()
    Adopted.objects.update(folder="elsewhere")
    working.clear_old()
    one.refresh_from_db()
    assert (one.folder.exists(), one.cleared_at is None) == (False, False)
    page = leader.get(reverse("run", kwargs={"number": one.pk})).content.decode()
    assert "缺口最大的政策" in page
    assert leader.get(reverse("run-changes", kwargs={"number": one.pk})).status_code == 404


def test_without_a_register_it_is_said_what_to_do(signed_in: SignedIn) -> None:
    Batch.objects.all().delete()
    Adopted.objects.all().delete()
    office = signed_in("county_office")
    page = office.post(reverse("start-run"), {"as_of": "2019-04-30"}, follow=True)
    assert "请先导入名单" in page.content.decode()
    assert "登记表还是空的，还不能认定" in page.content.decode()
