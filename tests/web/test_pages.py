"""The pages of the office over a small county: what each shows, in few queries, to whom."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn, enter, photo, somebody
from wuxiang.pack import read_pack
from wuxiang.record import PACK
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Adopted, Due, Task
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.fetch import place_names
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
DRAFT = "11111111-2222-4333-8444-555555555555"


def missed() -> Task:
    """A task about money that has not reached a household."""
    return Task.objects.filter(kind="missing", household_id__isnull=False)[0]


def read(client: Client, name: str, **given: Any) -> str:
    return client.get(reverse(name, kwargs=given)).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", ["county_office", "county_leader", "auditor"])
def test_few_queries_whatever_the_rows(
    county: Adopted,
    signed_in: SignedIn,
    role: str,
    language: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assert county.rows["task"] > 10
    client, task = signed_in(role, language=language), missed()
    pages = [
        reverse("home"), reverse("tasks"), reverse("households"), reverse("places"),
        reverse("households") + "?words=zjg&status=exited_with_policies",
        reverse("task", kwargs={"number": task.pk}),
        reverse("household", kwargs={"key": task.household_id}),
    ]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(page).status_code == 200, page


def test_a_household_shows_what_the_run_says_of_it(county: Adopted, signed_in: SignedIn) -> None:
    task = missed()
    due = Due.objects.filter(household_id=task.household_id, kind="missing")[0]
    page = read(signed_in("county_office"), "household", key=task.household_id)
    assert due.title in page
    assert "未享" in page
    assert str(due.due) in page
    assert "政策待确认，暂不能付款" in page
    assert county.as_of.year == 2019


def test_numbers_are_hidden_until_somebody_looks_and_that_is_written_down(
    county: Adopted, signed_in: SignedIn, small_snapshot: Path, keys: Keys
) -> None:
    assert county.pk
    rows = identities(small_snapshot, keys, "person").to_pylist()
    named = next(one for one in rows if one["id_number"])
    key = str(known("person").get(person_id=named["person_id"]).household_id)
    client = signed_in("county_office")
    assert named["id_number"] not in read(client, "household", key=key)
    assert named["name"] in read(client, "household", key=key)
    shown = client.post(reverse("reveal", kwargs={"key": named["person_id"]})).content.decode()
    assert named["id_number"] in shown
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject) == ("person.reveal", named["person_id"])
    assert named["name"] not in str(entry.detail)


def test_why_answers_clause_by_clause(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    page = read(signed_in("county_office"), "why", key=missed().household_id)
    assert "户户有帮扶责任人" in page
    assert "符合条件" in page
    assert "有疑问找" in page
    said = page.partition("<details")[2].partition("<footer")[0]
    assert not re.search(r"\b(true|false|null|registered|exited_with_policies)\b", said)
    assert "属于" in said


def test_what_a_task_lacks_is_said_in_the_words_of_the_law(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    pack = read_pack(Path(county.folder) / PACK)
    lacking = Task.objects.exclude(failed=None).exclude(failed="")
    assert lacking
    for one in lacking:
        laws = [clause.law for clause in pack.policies[one.policy].holds]
        assert any(law in str(one.failed) for law in laws), one.failed
        assert not re.search("[a-z]_?[a-z]", str(one.failed)), one.failed
    assert str(lacking[0].failed) in read(signed_in("county_office"), "task", number=lacking[0].pk)


@pytest.mark.parametrize("name", ["why", "income", "notices", "history"])
def test_a_part_opened_alone_is_a_page_with_a_way_back(
    county: Adopted, signed_in: SignedIn, name: str
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), missed().household_id
    alone = read(client, name, key=key)
    assert "office.css" in alone
    assert alone.count(f'href="{reverse("household", kwargs={"key": key})}"') == 1
    fetched = client.get(reverse(name, kwargs={"key": key}), {"part": ""}).content.decode()
    assert "<html" not in fetched
    assert fetched.strip() in alone
    assert f'hx-get="{reverse(name, kwargs={"key": key})}?part"' in read(
        client, "household", key=key
    )


@pytest.mark.parametrize(
    ("role", "given", "said"),
    [
        ("helper", {"helper_id": "nobody"}, "请乡镇核对帮扶名单"),
        ("village_committee", {"area": "140930999999"}, "请系统管理员核对您的区划代码"),
        ("insurer", {"office": "某公司"}, "认定结果里没有“某公司”的任务"),
        ("insurer", {"office": "承保公司"}, ""),
        ("county_office", {}, ""),
    ],
)
def test_whoever_finds_nothing_is_told_why_and_who_can_mend_it(
    county: Adopted, role: str, given: dict[str, str], said: str
) -> None:
    assert county.pk
    answer = enter(somebody(role, **given)).get(reverse("home"))
    assert said in str(answer.context.get("lacking", ""))
    assert ("lacking" in answer.context) == bool(said)


def test_the_file_gathers_yes_and_no_and_calls_places_by_name(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    head = known("person").filter(relation="head", left_on=None, disabled=False)[0]
    village = known("household").get(household_id=head.household_id).village_code
    client, key = signed_in("county_office"), head.household_id
    page = read(client, "file", key=key)
    assert f"{place_names([village])[village]}（{village}）" in page
    sheets = {one["name"]: one for one in client.get(reverse("file", args=[key])).context["sheets"]}
    first = sheets["person"]["rows"][0]
    assert first["row"].person_id == head.person_id
    (no,) = [labels for word, labels in first["answers"] if str(word) == "否"]
    assert "残疾" in no
    assert "残疾" not in dict(first["cells"])
    assert "务工时间（月）" not in no  # a zero is no answer


def test_what_is_wrong_in_a_form_is_said_above_it_with_the_way_there(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    key = known("income").values_list("household_id", flat=True)[0]
    at = reverse("event", kwargs={"key": key, "kind": "birth"})
    page = signed_in("county_office").post(at, {"day": "2019-02-30"}).content.decode()
    top = page.partition('role="alert"')[2].partition("</p>")[0]
    assert re.findall(r'href="#(\w+)">([^<]+)', top) == [
        ("id_day", "发生日期"), ("id_name", "姓名"), ("id_reason", "依据"),
    ]  # fmt: skip


def test_each_thing_to_be_done_says_for_whom(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    task = Task.objects.exclude(person_id=None).exclude(household_id=None)[0]
    shown = signed_in("county_office").get(reverse("household", kwargs={"key": task.household_id}))
    named = {str(one.person_id): one.name for one, _ in shown.context["people"]}
    assert (task, named[str(task.person_id)]) in shown.context["tasks"]


def test_a_stranger_finds_nothing(county: Adopted) -> None:
    assert county.pk
    task = missed()
    elsewhere = known("household").exclude(village_code=task.village_code)[0].village_code
    client = enter(somebody("village_committee", area=elsewhere))
    for name, given in (
        ("household", {"key": task.household_id}),
        ("why", {"key": task.household_id}),
        ("history", {"key": task.household_id}),
        ("visit", {"key": task.household_id}),
        ("task", {"number": task.pk}),
    ):
        assert client.get(reverse(name, kwargs=given)).status_code == 404, name
    person = known("person").filter(household_id=task.household_id)[0].person_id
    assert client.post(reverse("reveal", kwargs={"key": person})).status_code == 404
    moved = client.post(reverse("move", kwargs={"number": task.pk, "name": "accept"}))
    assert moved.status_code == 404
    assert task.title not in read(client, "tasks") or Task.objects.filter(
        village_code=elsewhere, title_zh=task.title
    )


def test_an_office_sees_its_own_tasks(county: Adopted) -> None:
    assert county.pk
    office = missed().office
    client = enter(somebody("industry_office", office=office))
    page = client.get(reverse("tasks")).context["page"]
    assert page.object_list
    assert {office} <= {one.office for one in page} | {one.lead for one in page}
    assert all(office in (one.office, one.lead) for one in page)


def test_a_task_is_worked_off_in_the_browser(county: Adopted) -> None:
    assert county.pk
    task = missed()
    office, other = somebody("county_office"), somebody("finance", office=task.office)
    client = enter(office)

    def move(client: Client, name: str, note: str = "", **files: object) -> str:
        address = reverse("move", kwargs={"number": task.pk, "name": name})
        return client.post(address, {"note": note, **files}, follow=True).content.decode()

    assert "已认领" in move(client, "accept")
    page = client.get(reverse("task", kwargs={"number": task.pk})).content.decode()
    assert f"{office.name} · 认领" in page
    assert "county_office ·" not in page
    assert "请写明情况" in move(client, "repair")
    assert "请附照片" in move(client, "repair", "已补发")
    assert "待复核" in move(client, "repair", "已补发", photos=photo())
    again = client.post(reverse("move", kwargs={"number": task.pk, "name": "confirm"}))
    assert again.status_code == 403
    assert "已销号" in move(enter(other), "confirm")
    assert "刚刚变了" in move(enter(other), "confirm")


def test_a_visit_is_kept_once_however_often_it_is_sent(county: Adopted) -> None:
    assert county.pk
    paired = known("pairing").filter(to_date__isnull=True)[0]
    client = enter(somebody("helper", helper_id=paired.helper_id))
    address = reverse("visit", kwargs={"key": paired.household_id})
    given = {"draft": DRAFT, "visited_on": "2019-04-30", "seen": "on", "note": "在家，身体好"}
    for _ in range(3):
        answer = client.post(address, given, headers={"X-Draft": DRAFT})
        assert (answer.status_code, answer["X-Draft-Kept"]) == (200, DRAFT)
    assert "走访已记录。" in read(client, "household", key=paired.household_id)
    assert client.post(address, given).status_code == 302
    assert Visit.objects.count() == 1
    assert "在家，身体好" in read(client, "history", key=paired.household_id)
    assert client.post(address, given | {"visited_on": "2999-01-01"}).status_code == 422


def test_an_empty_list_is_not_exported(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client = signed_in("county_office")
    for full, empty in (
        (reverse("tasks"), reverse("tasks") + "?shelf=closed"),
        (reverse("households"), reverse("households") + "?words=没有这个人"),
        (reverse("places"), reverse("villages", kwargs={"above": "999999999000"})),
    ):
        assert "导出这张表" in client.get(full).content.decode(), full
        assert "导出这张表" not in client.get(empty).content.decode(), empty


def test_home_leads_to_each_part_and_says_what_it_is_for(signed_in: SignedIn) -> None:
    page = read(signed_in("auditor"), "home")
    assert "谁在什么时候做了什么" in page
    assert "上传名单" not in page


def test_the_menu_shows_in_which_part_one_is(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("inspector"), missed().household_id
    for name, given, shown in (
        ("household", {"key": key}, '<a href="/households/" aria-current="true">'),
        ("households", {}, '<a href="/households/" aria-current="page">'),
        ("checks", {}, '<a href="/draws/checks/" aria-current="page">'),
    ):
        page = read(client, name, **given)
        assert shown in page
        assert page.count("aria-current") == 1


def test_an_empty_register_says_what_comes_first(signed_in: SignedIn) -> None:
    for table in ("household", "area"):
        known(table).delete()
    for role, there in (("county_office", True), ("county_leader", False)):
        client = signed_in(role)
        for name in ("places", "households"):
            page = read(client, name)
            assert "您负责的范围内没有登记的农户" in page
            assert ("先导入名单" in page) == there


def test_a_choice_that_is_not_made_yet_says_please_choose(signed_in: SignedIn) -> None:
    page = read(signed_in("administrator"), "new-user")
    assert "-----" not in page
    assert '<option value="" selected>请选择</option>' in page


def test_an_error_of_ours_is_said_even_without_a_database(
    monkeypatch: pytest.MonkeyPatch, signed_in: SignedIn
) -> None:
    client = signed_in("helper")
    client.raise_request_exception = False

    def broken(*_args: object, **_given: object) -> None:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(decided, "counts", broken)
    answer = client.get(reverse("home"))
    assert answer.status_code == 500
    assert "甲某" in answer.content.decode()
    cache.clear()
    monkeypatch.setattr("wuxiang.web.registry.banner.invented", broken)
    answer = client.get(reverse("home"))
    assert answer.status_code == 500
    assert "甲某" not in answer.content.decode()
    for said in ("出错了", "您的数据没有改动", f"时间：{timezone.localtime():%Y-%m-%d}"):
        assert said in answer.content.decode()


def test_households_are_narrowed_to_a_place_by_its_name(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    village = str(missed().village_code)
    township = f"{village[:9]}000"
    client = signed_in("county_office")
    page = client.get(reverse("households"), {"place": township})
    assert page.context["page"].paginator.count == known("household").filter(
        village_code__startswith=village[:9]
    ).count()  # fmt: skip
    name = known("area").filter(area_code=township)[0].name
    assert f'<option value="{township}" selected>{name}</option>' in page.content.decode()
    linked = client.get(reverse("households"), {"place": village})
    assert {row[0].row.village_code for row in linked.context["rows"]} == {village}
    clerk = enter(somebody("information_clerk", area=village))
    assert "id_place" not in clerk.get(reverse("households")).content.decode()


def test_an_empty_list_of_tasks_has_no_filter_until_one_was_set(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client = signed_in("county_office")
    closed = client.get("/tasks/?shelf=closed").content.decode()
    assert "这里没有任务" in closed
    assert 'class="filters"' not in closed
    place = known("household")[0].village_code
    narrowed = client.get("/tasks/", {"shelf": "closed", "place": place}).content.decode()
    assert 'class="filters"' in narrowed
    assert 'class="filters"' in client.get("/tasks/").content.decode()
