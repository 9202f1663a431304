"""A household that was changed by hand is asked again, with what the register says of it now."""

from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import SignedIn
from tests.web.test_correcting import REASON, filled
from wuxiang.ask import OpenRun
from wuxiang.ask.again import AskingAgain
from wuxiang.errors import UserError
from wuxiang.record import SNAPSHOT
from wuxiang.snapshot import read_manifest
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.adopting import adopt_run
from wuxiang.web.decisions.asking import make_ready
from wuxiang.web.decisions.models import Adopted, Due, Task
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.models import Batch
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


def changed_now(client: Client, row: Any) -> str:
    """Correct the status of a household in the browser; its key."""
    key = str(row.household_id)
    at = reverse("correct", kwargs={"key": key, "table": "household_status", "version": row.pk})
    client.post(at, filled(client, at) | {"status": "ordinary", "reason": REASON})
    return key


def test_a_household_that_was_changed_after_the_snapshot_is_to_be_rechecked(
    county: Adopted, signed_in: SignedIn
) -> None:
    client = signed_in("county_office")
    due = Due.objects.filter(kind="missing", household_id__isnull=False)[0]
    row = known("household_status").filter(household_id=due.household_id, to_date=None)[0]
    page = reverse("household", kwargs={"key": due.household_id})
    before = timezone.now()
    assert "比资料旧" not in client.get(page).content.decode()
    key = changed_now(client, row)
    run = adopt_run(Path(county.folder), by=None, known_at=before)
    assert run.rows["recheck"] == 1
    assert Entry.objects.filter(act="run.adopt")[0].detail["recheck"] == 1
    shown = client.get(page).content.decode()
    assert "比资料旧" in shown
    assert "待重新对照" in shown
    assert reverse("why", kwargs={"key": key}) in shown
    assert "其中 1 户" in client.get(reverse("runs")).content.decode()
    task = Task.objects.filter(household_id=key)[0]
    assert "先重新对照" in client.get(reverse("task", args=[task.pk])).content.decode()
    listed = client.get(reverse("tasks"), {"place": str(task.village_code)}).context["rows"]
    assert {one["task"].household_id for one in listed if one["changed"]} == {key}
    batch = Batch.objects.get(touched__household_id=key)
    run = adopt_run(Path(county.folder), by=None, known_at=batch.at)
    assert run.rows["recheck"] == 0
    assert "比资料旧" not in client.get(page).content.decode()
    assert "重新对照。" not in client.get(reverse("why", kwargs={"key": key})).content.decode()
    client.post(reverse("undo-change", kwargs={"key": key, "batch": batch.pk}))
    assert "比资料旧" in client.get(page).content.decode()


def test_without_a_moment_the_day_of_the_snapshot_counts_from_its_morning(
    county: Adopted,
) -> None:
    day = read_manifest(Path(county.folder) / SNAPSHOT).known_at
    assert timezone.localtime(county.known_at).isoformat() == f"{day}T00:00:00+08:00"


def test_however_often_it_is_asked_again_it_answers_the_same(county: Adopted) -> None:
    key = known("income").values_list("household_id", flat=True)[0]
    rows = household_rows(key)
    with OpenRun(Path(county.folder)) as opened:
        first, again = (opened.explain(key, rows=rows) for _ in range(2))
    assert first == again
    assert first


class Counted(OpenRun):
    """A run that counts how often it is opened."""

    times = 0

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        Counted.times += 1


def test_while_a_household_is_read_the_run_is_opened_for_the_next_page(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "make_ready", make_ready)
    monkeypatch.setattr(asking, "OpenRun", Counted)
    monkeypatch.setattr(asking, "_OPENED", {})
    make_ready.cache_clear()
    key = known("income").values_list("household_id", flat=True)[0]
    client = signed_in("county_office")
    for _ in range(2):
        client.get(reverse("household", kwargs={"key": key}))
    assert make_ready.cache_info().currsize == 1
    make_ready(county.folder).join()
    assert Counted.times == 1
    monkeypatch.setattr(AskingAgain, "__init__", None)  # it would be opened now
    assert asking.explain(county.folder, key, rows=household_rows(key))
    assert asking.explain(county.folder, key)
    assert Counted.times == 1


def test_while_the_run_is_opened_nobody_waits_and_the_answers_come_by_themselves(
    county: Adopted, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, go_on = signed_in("county_office"), Event()
    opening = Thread(target=go_on.wait)
    monkeypatch.setattr(asking, "make_ready", lambda _folder: opening)
    opening.start()
    row = known("household_status").filter(status="exited_with_policies", to_date=None)[0]
    changed_now(client, row)
    for name in ("why", "income"):
        at = reverse(name, kwargs={"key": row.household_id})
        alone, part = client.get(at), client.get(at, {"part": ""})
        assert "正在打开认定结果" in alone.content.decode()
        assert (alone["Refresh"], "Refresh" in part) == ("2", False)
        assert f'hx-get="{at}?part" hx-trigger="load delay' in part.content.decode()
    go_on.set()
    opening.join()
    for name in ("why", "income"):
        answer = client.get(reverse(name, kwargs={"key": row.household_id}))
        assert "正在打开认定结果" not in answer.content.decode()
        assert "Refresh" not in answer
    assert county.pk


def test_a_run_that_is_gone_is_told_to_whoever_asks(tmp_path: Path) -> None:
    make_ready(str(tmp_path)).join()
    with pytest.raises(UserError, match="no run"):
        asking.explain(str(tmp_path), "h1")


def test_a_server_that_ends_does_not_wait_for_the_run_that_it_opens(tmp_path: Path) -> None:
    assert make_ready(str(tmp_path)).daemon
