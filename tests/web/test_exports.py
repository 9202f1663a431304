"""Lists as workbooks: of one's own scope alone, written down, no formula, deleted after a day."""

import stat
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.web.conftest import TOWNSHIP, SignedIn, enter, somebody
from tests.web.test_jobs import work_off
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities
from wuxiang.web.accounts.models import Scope, User
from wuxiang.web.decisions.models import Adopted, Task
from wuxiang.web.exports import fetch as exported
from wuxiang.web.exports import working
from wuxiang.web.exports.models import Export
from wuxiang.web.jobs.models import Job
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.naming import people_and_heads
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db


def cells(export: Export) -> list[list[object]]:
    """What stands in the workbook."""
    book = CalamineWorkbook.from_path(str(export.file))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def made(client: Client, kind: str, **given: object) -> Export:
    """Have a list of the office written."""
    answer = client.post(reverse("start-export", kwargs={"kind": kind}), given)
    assert answer.status_code == 302
    work_off()
    job, one = Job.objects.all()[0], Export.objects.all()[0]
    assert job.state == "done", job.error
    return one


def test_a_list_holds_what_its_maker_sees_and_nothing_else(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    office, township = signed_in("county_office"), signed_in("township")
    everything = cells(made(office, "households"))
    assert len(everything) == known("household").count() + 1
    assert everything[0] == ["户主", "村", "区划代码", "户状态", "人口"]
    english = enter(somebody("county_office", username="reader", language="en"))
    headings = ["Head", "Village", "Area code", "Status", "People"]
    assert cells(made(english, "households"))[0] == headings
    own = cells(made(township, "households"))
    inside = known("household").filter(village_code__startswith=TOWNSHIP[:9])
    assert len(own) == inside.count() + 1 < len(everything)
    assert {str(row[2])[:9] for row in own[1:]} == {TOWNSHIP[:9]}
    tasks = cells(made(township, "tasks"))
    assert len(tasks) == Task.objects.filter(village_code__startswith=TOWNSHIP[:9]).count() + 1
    of_person = Task.objects.filter(person_id__isnull=False, village_code__startswith=TOWNSHIP[:9])
    (name,) = people_and_heads([of_person[0].person_id], [], scope=Scope())[0].values()
    at = tasks[0].index("谁")
    assert name in {row[at] for row in tasks[1:] if row[0] == of_person[0].title}
    places = cells(made(office, "places"))
    assert sum(float(str(row[2])) for row in places[1:]) == 2 * known("household").count()
    answer = township.post(
        reverse("start-export", kwargs={"kind": "households"}), {"place": "140930208000"}
    )
    assert answer["Location"] == reverse("exports")
    assert signed_in("village_committee").get(reverse("exports")).status_code == 403


def test_a_file_is_its_makers_and_each_step_is_written_down(
    county: Adopted, signed_in: SignedIn, small_snapshot: Path, keys: Keys
) -> None:
    assert county.pk
    office = signed_in("county_office")
    named = identities(small_snapshot, keys, "person").to_pylist()[0]
    one = made(office, "households", words=named["name"])
    assert len(cells(one)) > 1
    assert stat.S_IMODE(one.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(one.folder.stat().st_mode) == 0o700
    assert named["name"] not in str(Entry.objects.all()[0].detail)
    assert named["name"] not in str(vars(one))
    address = reverse("export-file", kwargs={"number": one.pk})
    assert b"".join(office.post(address)).startswith(b"PK")
    assert [entry.act for entry in Entry.objects.all()[:2]] == ["export.download", "export.make"]
    assert enter(somebody("finance")).post(address).status_code == 404
    Export.objects.update(at=timezone.now() - working.KEPT - timedelta(minutes=1))
    assert working.clear_old() == 1
    assert not one.folder.exists()
    assert office.post(address).status_code == 404
    assert "已到期删除" in office.get(reverse("exports")).content.decode()


def test_a_national_list_and_what_differs_from_its_last_copy(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    township, exports = signed_in("township"), reverse("exports")
    elsewhere = {"kind": "person_export", "place": "140930208000"}
    assert township.post(exports, elsewhere).status_code == 422
    township.post(exports, {"kind": "person_export"})
    work_off()
    first = Export.objects.all()[0]
    rows = cells(first)
    at = {str(name): column for column, name in enumerate(rows[0])}
    assert len(rows[0]) == 47
    assert first.rows == len(rows) - 1 > 0
    key = known("person").filter(household_id__in=poor(), relation="head").first()
    assert key is not None
    other = "female" if key.sex == "male" else "male"
    known("person").filter(person_id=key.person_id).update(sex=other)
    upload = SimpleUploadedFile("国扶导出.xlsx", first.file.read_bytes())
    Export.objects.update(rows=None)  # what was handed in is taken, nothing of ours
    township.post(exports, {"kind": "person_export_changes", "before": upload})
    work_off()
    assert Job.objects.all()[0].state == "done", Job.objects.all()[0].error
    changed = Export.objects.all()[0]
    assert changed.rows == 1
    found = cells(changed)[1]
    assert found[:4] == [at["性别"] + 1, "性别", *("男", "女")[:: 1 if key.sex == "male" else -1]]
    assert sorted(path.name for path in changed.folder.iterdir()) == [
        "before.xlsx",
        "changes.parquet",
        "list.xlsx",
    ]
    page = township.get(reverse("export-changes", kwargs={"number": changed.pk})).content.decode()
    assert "性别" in page
    assert str(found[5]) not in page
    assert "1 人，共 1 处" in page
    township.post(exports, {"kind": "roster_changes"})
    work_off()
    assert "没有可以比较的表：请上传最近一次" in township.get(exports).content.decode()
    User.objects.filter(role="township").update(language="en")
    assert "there is no list to compare with: upload" in township.get(exports).content.decode()


def test_what_differs_stands_person_by_person_in_the_order_of_the_form(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exported, "A_PAGE", 2)
    columns = ("id_number", "name", "township", "village", "position", "heading", "before", "now")
    cells = [
        ("140930190001010011", "甲某", "乡", "村", 9, "性别", "男", "女"),
        ("140930190001010011", "甲某", "乡", "村", 18, "文化程度", "", "小学"),
        ("140930190001010029", "乙某", "乡", "村", 0, "只在现在", "", ""),
        ("140930190001010037", "丙某", "乡", "村", 9, "性别", "女", "男"),
    ]
    client = signed_in("county_office")
    one = Export.objects.create(by="county_office", kind="roster_changes", rows=4)
    one.folder.mkdir(parents=True)
    rows = [dict(zip(columns, cell, strict=True)) for cell in cells]
    pq.write_table(pa.Table.from_pylist(rows), one.changes)
    address = reverse("export-changes", kwargs={"number": one.pk})
    first, second = client.get(address), client.get(address, {"page": 2})
    listed = [
        [(who.name, [cell.heading for cell in who.cells]) for who in page.context["differing"]]
        for page in (first, second)
    ]
    assert listed == [
        [("甲某", ["性别", "文化程度"]), ("乙某", ["只在现在"])],
        [("丙某", ["性别"])],
    ]
    assert "3 人，共 4 处" in first.content.decode()
    assert "140930190001010011" not in first.content.decode()


@pytest.mark.parametrize("place", ["鹿固乡", "xx", "1409302", "140930999000"])
def test_a_place_that_is_no_choice_is_not_exported(signed_in: SignedIn, place: str) -> None:
    client = signed_in("county_office")
    answer = client.post(reverse("exports"), {"kind": "person_export", "place": place})
    assert answer.status_code == 422
    assert answer.context["form"].errors["place"]
    assert not Job.objects.exists()


def poor() -> list[str]:
    """Households of the township that stand in the national list."""
    numbered = known("household").filter(
        village_code__startswith=TOWNSHIP[:9], sealed__isnull=False
    )
    standing = known("household_status").filter(
        household_id__in=numbered.values("household_id"),
        status="exited_with_policies",
        to_date__isnull=True,
    )
    return list(standing.values_list("household_id", flat=True))
