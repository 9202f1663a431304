"""Lists through the browser: read, looked at row by row, taken in or not, undone as a whole."""

import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.web.conftest import SignedIn, enter, somebody
from tests.web.test_english import CHINESE
from tests.web.test_jobs import work_off
from wuxiang.errors import UserError
from wuxiang.sealing import Keys
from wuxiang.web.decisions.adopting import adopt_run
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.imports import receiving
from wuxiang.web.imports.actions import KEPT, clear_old
from wuxiang.web.imports.models import Import
from wuxiang.web.jobs import actions
from wuxiang.web.jobs.models import Job
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry import loading
from wuxiang.web.registry.loading import load_snapshot
from wuxiang.web.registry.models import MODELS, Batch
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.touching import touched_since

pytestmark = pytest.mark.django_db
CARDS = "残联/持证残疾人名册.csv"


def upload(client: Client, *files: tuple[str, bytes], **given: object) -> Import:
    """Send files and let them be read; the import."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(reverse("imports"), {"files": sent, **given})
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    one = Import.objects.all()[0]
    assert answer["Location"] == reverse("job", kwargs={"number": one.reading_id})
    return one


def test_an_import_is_called_by_the_hour_on_the_clock_of_whoever_uploaded_it() -> None:
    evening = datetime(2027, 1, 1, 20, tzinfo=UTC)
    assert str(Import(pk=3, at=evening)) == "2027-01-02 04:00 · 3"


def act(client: Client, name: str, one: Import, **given: object) -> str:
    """Press a button of the import's page, let the job be done; the page after it."""
    client.post(reverse(name, kwargs={"number": one.pk}), given)
    work_off()
    return client.get(reverse("import", kwargs={"number": one.pk})).content.decode()


def lists(folder: Path) -> list[tuple[str, bytes]]:
    """The small county's lists; a number of a disability card is spoilt, and a name is changed."""
    paths = [path for path in sorted(folder.rglob("*.*")) if "比对名单" not in path.parts]
    found = [(path.name, path.read_bytes()) for path in paths]
    at = next(i for i, (name, _) in enumerate(found) if name == Path(CARDS).name)
    name, content = found[at]
    found[at] = (name, spoilt(content))
    return found


def spoilt(content: bytes) -> bytes:
    """A list whose last row has a number of eighteen digits with a letter in it."""
    lines = content.decode("gb18030").splitlines()
    lines[-1] = ",".join(
        cell[:-3] + "X12" if len(cell) >= 18 and cell[:17].isdigit() else cell
        for cell in lines[-1].split(",")
    )
    return "\n".join(lines).encode("gb18030")


@pytest.fixture(scope="module")
def first(county: Adopted, small_files: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """An import of the small county that was read and waits to be confirmed."""
    assert county.pk
    with django_db_blocker.unblock():
        client = enter(somebody("county_office", username="importer"))
        yield upload(client, *lists(small_files)).pk


@pytest.fixture
def office(first: int) -> Client:
    """The county's office, the first import read."""
    assert first
    return enter(somebody("county_office"))


def test_a_preview_says_what_would_change_and_nothing_has(office: Client, first: int) -> None:
    one = Import.objects.get(pk=first)
    assert one.state == "seen", one.job and one.job.error
    assert Batch.objects.count() == 1
    counted = one.seen["tables"]["person"]
    assert counted["same"] > 0
    assert (counted["fresh"], counted["changed"], counted["absent"]) == (0, 0, 0)
    assert one.seen["tables"]["disability"]["absent"] == 1
    page = office.get(reverse("import", kwargs={"number": first})).content.decode()
    assert "登记表有而文件没有的行一律保留" in page
    assert "确认录入" in page


def test_each_refused_row_is_shown_with_its_place_and_remedy(office: Client, first: int) -> None:
    address = reverse("remarks", kwargs={"number": first})
    report = Import.objects.get(pk=first).snapshot / "report" / "report.parquet"
    wanted = [("file", "=", "持证残疾人名册.csv"), ("severity", "=", "refused")]
    refused = pq.read_table(report, filters=wanted).to_pylist()
    remark = next(one for one in refused if "X12" in str(one["value"]))
    page = office.get(address, {"severity": "refused", "rule": remark["rule"]}).content.decode()
    assert "持证残疾人名册.csv" in page
    assert str(remark["remedy"]).split("。")[1] in page
    assert str(remark["value"]) not in page
    everything = office.get(address).context["page"].paginator.count
    assert everything == sum(Import.objects.get(pk=first).seen["rules"].values())
    assert office.get(address, {"page": "9999", "township": "没有"}).status_code == 200


def test_what_is_to_be_corrected_is_downloaded_and_that_is_noted(
    office: Client, first: int
) -> None:
    address = reverse("workbook", kwargs={"number": first})
    answer = office.post(address, {"name": "全县.xlsx"})
    assert b"".join(answer).startswith(b"PK")
    assert Entry.objects.filter(act="import.download", subject=f"import/{first}").count() == 1
    for name in ("../../snapshot/manifest.json", "/etc/passwd", ""):
        assert office.post(address, {"name": name}).status_code == 404


def test_confirmed_it_is_loaded_once_and_undone_as_a_whole(office: Client, first: int) -> None:
    one = Import.objects.get(pk=first)
    key = known("disability").values_list("person_id", flat=True)[0]
    known("disability").filter(person_id=key).update(said="otherwise")
    page = act(office, "confirm-import", one)
    assert "已录入" in page
    one.refresh_from_db()
    assert one.batch is not None
    assert one.batch.rows["disability"] == 1
    assert set(one.batch.rows) <= {"disability", "intake_finding"}
    assert "刚刚变了" in act(office, "confirm-import", one)
    assert Batch.objects.count() == 2
    assert "已撤销" in act(office, "undo-import", one)
    assert known("disability").get(person_id=key).said == "otherwise"
    acts = list(Entry.objects.values_list("act", flat=True)[:4])
    assert acts == ["import.undo", "import.take_back", "import.take", "import.confirm"]


def marked(run: Adopted) -> set[str]:
    """The households that were changed since the run."""
    rows = touched_since(run.known_at, run.snapshot).values_list("household_id", flat=True)
    return set(map(str, rows))


def test_whomever_a_later_import_says_something_new_of_is_to_be_rechecked(
    office: Client, county: Adopted, first: int
) -> None:
    assert marked(county) == set()
    card = known("disability").exclude(person_id=None)[0]
    income = known("income").exclude(household_id=None)[0]
    for row in (card, income):  # as if the register said something else of them
        type(row).objects.filter(pk=row.pk).update(said="otherwise")
    act(office, "confirm-import", Import.objects.get(pk=first))
    batch, keys = Batch.objects.all()[0], marked(county)
    assert (batch.rows["disability"], batch.rows["income"]) == (1, 1)
    home = str(known("person").get(person_id=card.person_id).household_id)
    assert keys == {home, income.household_id}
    page = reverse("household", kwargs={"key": home})
    assert "比资料旧" in office.get(page).content.decode()
    undo = reverse("undo-change", kwargs={"key": home, "batch": batch.pk})
    assert office.post(undo).status_code == 404
    assert adopt_run(Path(county.folder), by=None, known_at=batch.at).rows["recheck"] == 0
    assert adopt_run(Path(county.folder), by=None).rows["recheck"] == len(keys)


def test_the_list_that_a_run_was_made_from_makes_it_no_older(
    county: Adopted, small_snapshot: Path, keys: Keys
) -> None:
    one = known("income")[0]
    MODELS["income"].objects.filter(pk=one.pk).update(said="otherwise")
    load_snapshot(small_snapshot, keys=keys, by=None, what="样本")
    batch = Batch.objects.all()[0]
    assert batch.rows == {"income": 1}
    assert set(batch.touched.values_list("household_id", flat=True)) == {one.household_id}
    assert marked(county) == set()
    loading.undo(batch, by=somebody("county_office"))
    assert marked(county) == {one.household_id}


def test_a_load_that_was_killed_before_its_end_is_done_again(office: Client, first: int) -> None:
    one = Import.objects.get(pk=first)
    known("disability").update(said="otherwise")
    office.post(reverse("confirm-import", kwargs={"number": first}))
    work_off()
    one.refresh_from_db()
    before = one.batch_id
    assert one.loading is not None
    Job.objects.filter(pk=one.loading.pk).update(state="queued")
    assert one.loading.task == "wuxiang.web.imports.working.load_import"
    from_queue(one.loading)
    one.refresh_from_db()
    assert (one.batch_id, Batch.objects.count()) == (before, 2)


def from_queue(job: Job | None) -> None:
    """Let a job that was put back be done."""
    assert job is not None
    actions.queue(job)
    work_off()


def test_a_list_without_its_people_says_what_to_upload_with_it(
    office: Client, first: int, small_files: Path
) -> None:
    cards = next(path for path in small_files.rglob("*.csv") if path.name == Path(CARDS).name)
    one = upload(office, (cards.name, cards.read_bytes()), as_of="2019-04-30")
    said = "连同哪一次导入的文件一起读"
    page = office.get(reverse("import", kwargs={"number": one.pk})).content.decode()
    assert said in page
    assert said not in office.get(reverse("import", kwargs={"number": first})).content.decode()
    act(office, "cancel-import", one)


def test_given_up_nothing_has_happened(office: Client, small_files: Path) -> None:
    one = upload(office, ("空.csv", "甲,乙\n1,2\n".encode()))
    assert one.state == "unread"
    assert small_files.is_dir()
    page = act(office, "cancel-import", one)
    assert "已放弃" in page
    assert Batch.objects.count() == 1
    assert "刚刚变了" in act(office, "cancel-import", one)


def test_files_whose_time_is_up_are_deleted(office: Client, first: int) -> None:
    one = Import.objects.get(pk=first)
    folder = one.folder.rename(one.folder.with_name("kept"))
    one.uploaded.mkdir(parents=True)
    assert clear_old() == 0
    Import.objects.update(at=timezone.now() - KEPT)
    assert clear_old() == 1
    assert not one.folder.exists()
    page = office.get(reverse("import", kwargs={"number": first})).content.decode()
    assert "已放弃" in page
    assert office.get(reverse("remarks", kwargs={"number": first})).status_code == 404
    folder.rename(one.folder)


def test_hostile_files_are_refused_alone_and_named(office: Client, small_files: Path) -> None:
    villages = ("区划表.csv", next(small_files.rglob("区划表.csv")).read_bytes())
    bomb = b"PK\x03\x04" + b"\x00" * 64
    one = upload(office, ("炸弹.xlsx", bomb), villages, as_of="2019-04-30")
    assert one.state == "seen"
    assert one.seen["refused_files"] == ["炸弹.xlsx"]
    page = office.get(reverse("import", kwargs={"number": one.pk})).content.decode()
    assert "这些文件没有读入" in page
    asked = {"rule": "file_refused"}
    listed = office.get(reverse("remarks", kwargs={"number": one.pk}), asked).content.decode()
    assert "文件已损坏：请对方重新发一份" in listed
    assert "the file is damaged" not in listed


def test_a_bad_file_alone_says_what_is_wrong_with_it(office: Client) -> None:
    one = upload(office, ("炸弹.xlsx", b"PK\x03\x04" + b"\x00" * 64), as_of="2019-04-30")
    assert one.state == "unread"
    page = office.get(reverse("import", kwargs={"number": one.pk})).content.decode()
    assert "炸弹.xlsx：文件已损坏：请对方重新发一份" in page


def test_no_name_leads_out_of_the_folder_and_none_is_passed_over(tmp_path: Path) -> None:
    names = [
        "../../etc/passwd",
        "..\\..\\x.csv",
        ".hidden.csv",
        "~$a.xlsx",
        "甲" * 200 + ".csv",
        "..",
    ]
    given = [SimpleUploadedFile("x", b"1") for _ in names]
    for file, name in zip(given, names, strict=True):
        vars(file)["_name"] = name  # as a hostile client would send it
    kept = receiving.keep_files(receiving.bare(given), tmp_path)
    assert sorted(str(one["name"]) for one in kept) == sorted(p.name for p in tmp_path.iterdir())
    assert len(kept) == len(names)
    assert all(not str(one["name"]).startswith((".", "~")) for one in kept)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}
    with pytest.raises(UserError, match="没有收到文件"):
        receiving.keep_files([], tmp_path)


PATHS = ["全县/甲乡/名单.csv", "全县/乙乡/名单.csv", "全县/乙乡/比对名单/车辆.csv", "全县/总表.csv"]


def sent(paths: list[str]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(Path(path).name, path.encode()) for path in paths]


def test_two_files_of_one_name_in_two_subfolders_both_arrive_where_they_lay(
    tmp_path: Path,
) -> None:
    given = receiving.in_folders(sent(PATHS), json.dumps(PATHS))
    kept = receiving.keep_files(given, tmp_path)
    lay = [path.partition("/")[2] for path in PATHS]
    assert [one["name"] for one in kept] == lay
    for path, place in zip(PATHS, lay, strict=True):
        assert (tmp_path / place).read_text("utf-8") == path
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")} == {0o600, 0o700}


@pytest.mark.parametrize("told", ["", "[]", "{", '{"a": 1}', json.dumps(PATHS[:2])])
def test_where_the_page_tells_no_places_both_arrive_beside_each_other(
    tmp_path: Path, told: str
) -> None:
    kept = receiving.keep_files(receiving.in_folders(sent(PATHS), told), tmp_path)
    assert [one["name"] for one in kept] == ["名单.csv", "名单 (2).csv", "车辆.csv", "总表.csv"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("a/../../etc/passwd", "etc/passwd"),
        ("a/..\\..\\x.csv", "x.csv"),
        ("/etc/passwd", "etc/passwd"),
        ("a/.hidden/~$b.csv", "hidden/b.csv"),
        ("a/./ /b.csv", "b.csv"),
        ("a/" + "b/" * 20 + "c.csv", "b/" * receiving.MOST_DEEP + "c.csv"),
    ],
)
def test_no_place_leads_out_of_the_folder(tmp_path: Path, path: str, place: str) -> None:
    given = receiving.in_folders([SimpleUploadedFile("x", b"1")], json.dumps([path]))
    assert [one["name"] for one in receiving.keep_files(given, tmp_path)] == [place]
    assert (tmp_path / place).is_file()


def test_a_list_that_is_completed_keeps_the_others_in_their_places(tmp_path: Path) -> None:
    before, now = tmp_path / "before", tmp_path / "now"
    before.mkdir()
    now.mkdir()
    receiving.keep_files(receiving.in_folders(sent(PATHS), json.dumps(PATHS)), before)
    fresh = ["全县/甲乡/名单.csv"]
    receiving.keep_files(receiving.in_folders(sent(fresh), json.dumps(fresh)), now)
    receiving.keep_files(receiving.bare([SimpleUploadedFile("车辆.csv", b"new")]), now)
    receiving.link_files(before, now)
    found = sorted(path.relative_to(now).as_posix() for path in now.rglob("*") if path.is_file())
    assert found == sorted(["甲乡/名单.csv", "乙乡/名单.csv", "车辆.csv", "总表.csv"])


def test_a_folder_is_read_with_its_subfolders(signed_in: SignedIn, small_files: Path) -> None:
    paths = [path for path in sorted(small_files.rglob("*.*")) if path.is_file()]
    named = [f"全县/{path.relative_to(small_files).as_posix()}" for path in paths]
    assert any("比对名单" in name for name in named)
    given = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    office = signed_in("county_office")
    office.post(reverse("imports"), {"folder": given, "paths": json.dumps(named)})
    work_off()
    one = Import.objects.all()[0]
    assert one.state == "seen", one.job and one.job.error
    assert [file["name"] for file in one.files] == [name[3:] for name in named]
    assert one.seen["refused_files"] == []
    assert one.seen["tables"]["person"]["fresh"] == 0


def test_an_upload_without_files_or_too_large_is_refused(
    office: Client, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Import.objects.count()
    assert office.post(reverse("imports"), {}).status_code == 422
    monkeypatch.setattr(receiving, "MOST_OTHERWISE", 10)
    large = {"files": SimpleUploadedFile("a.csv", b"1" * 1000)}
    answer = signed_in("helper").post(reverse("sign-out"), large)
    assert answer.status_code == 302  # nothing of it was read
    monkeypatch.setattr(receiving, "MOST_BYTES", 10)
    assert office.post(reverse("imports"), large).status_code == 400
    assert Import.objects.count() == before


def test_in_english_what_intake_says_is_english(first: int) -> None:
    office = enter(somebody("county_office", language="en"))
    at = reverse("remarks", kwargs={"number": first})
    rows = office.get(at).context["rows"]
    assert rows
    assert [row.remedy for row, _word in rows if CHINESE.search(row.remedy)] == []
    assert "check digit" in office.get(at, {"rule": "id_check"}).content.decode()
    told = office.get(reverse("import", kwargs={"number": first})).content.decode()
    rules = told.partition("<details>")[2].partition("</details>")[0]
    assert "<td>" in rules
    assert not CHINESE.search(rules)


def test_the_preview_says_where_a_list_would_double_somebody_without_a_number(
    office: Client, small_files: Path
) -> None:
    row = known("person").filter(left_on__isnull=True, birth_date__isnull=False)[0]
    MODELS["person"].objects.create(
        person_id="pby-hand", household_id=row.household_id, birth_date=row.birth_date,
        recorded_at=timezone.now(), in_batch=Batch.objects.all()[0].pk, said="",
    )  # fmt: skip
    one = upload(office, *lists(small_files))
    assert one.seen["doubles"] == [row.household_id]
    page = office.get(reverse("import", kwargs={"number": one.pk})).content.decode()
    assert "可能是同一人" in page
    assert reverse("household", kwargs={"key": row.household_id}) in page
