"""To whom a task may be given: people chosen by name, never one who may not see it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import enter, somebody
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.casework.models import Handout, Step, Work
from wuxiang.web.decisions import workers
from wuxiang.web.decisions.fetch import tasks_of
from wuxiang.web.decisions.models import Adopted, Task
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
OPTION = re.compile(r'<option value="([^"]+)"')
MOST_QUERIES = 12


def of_a_household() -> Task:
    """A task with a village, an office and a helper."""
    return Task.objects.filter(helper_id__isnull=False, household_id__isnull=False, kind="missing")[
        0
    ]


def everybody(task: Task) -> None:
    """Users of every role, near to the task and far from it."""
    village = str(task.village_code)
    far = str(known("household").exclude(village_code__startswith=village[:9])[0].village_code)
    for role, duty in ROLES.items():
        areas = {"township": (village, far), "village": (village, far, village[:9])}
        offices = (task.office, task.lead, "没有的局") if duty.name in OF_OFFICE else ("",)
        helpers = (str(task.helper_id), "nobody") if duty.reach == "own" else ("",)
        several = [
            (area, office, helper)
            for area in areas.get(duty.reach, ("",))
            for office in offices
            for helper in helpers
        ]
        for at, (area, office, helper) in enumerate(several):
            somebody(
                role, username=f"{role}-{at}", area=area, office=office, helper_id=helper
            )  # fmt: skip
    somebody("county_office", username="gone", is_active=False)


OF_OFFICE = ("industry_office", "insurer", "finance")


def offered(client: Client, task: Task, **asked: str) -> set[str]:
    page = client.get(reverse("task", kwargs={"number": task.pk}), asked).content.decode()
    return set(OPTION.findall(page))


def give(client: Client, task: Task, to: str) -> str:
    address = reverse("move", kwargs={"number": task.pk, "name": "assign"})
    return client.post(address, {"to": to, "note": ""}, follow=True).content.decode()


def test_those_are_offered_who_work_and_see_the_task(county: Adopted) -> None:
    assert county.pk
    everybody(of_a_household())
    office = somebody("county_office")
    sampled = {(one.kind, one.office): one for one in Task.objects.all()}.values()
    assert len(sampled) > 5
    for task in [of_a_household(), *sampled]:
        right = {
            one.username
            for one in User.objects.filter(is_active=True).exclude(pk=office.pk)
            if one.may("tasks.work") and tasks_of(one).filter(pk=task.pk).exists()
        }
        found = workers.workers(office, Task.objects.filter(pk=task.pk))
        assert set(found.values_list("username", flat=True)) == right, task


def test_of_many_tasks_those_are_offered_who_see_one(county: Adopted) -> None:
    assert county.pk
    everybody(of_a_household())
    office, some = somebody("county_office"), Task.objects.all()[:40]
    tasks = Task.objects.filter(pk__in=[one.pk for one in some])
    right = {
        one.username
        for one in User.objects.filter(is_active=True).exclude(pk=office.pk)
        if one.may("tasks.work") and tasks_of(one).filter(pk__in=tasks.values("pk")).exists()
    }
    assert set(workers.workers(office, tasks).values_list("username", flat=True)) == right


def test_a_township_gives_to_its_own_people_and_to_nobody_else(county: Adopted) -> None:
    assert county.pk
    task = of_a_household()
    everybody(task)
    township = somebody("township", area=str(task.village_code))
    client = enter(township)
    names = offered(client, task)
    people = {one.username: one for one in User.objects.all()}
    assert "helper-0" in names
    for name in names:
        one = people[name]
        near = one.area.startswith(str(task.village_code)[:9]) or one.helper_id == task.helper_id
        assert near and tasks_of(one).filter(pk=task.pk).exists(), name
    for name in people.keys() - names:
        assert "不能交办给他" in give(client, task, name)
        bulk = {"picked": [task.pk], "to": name, "sure": f"1 {name}"}
        answer = client.post(reverse("hand-out"), bulk)
        assert "不能交办给他" in answer.content.decode()
    assert not Step.objects.exists()
    assert not Handout.objects.exists()
    assert "已记录" in give(client, task, "helper-0")
    assert Work.objects.get().assigned_to == "helper-0"


def test_a_township_without_its_area_gives_to_nobody(county: Adopted) -> None:
    assert county.pk
    task = of_a_household()
    everybody(task)
    lost = somebody("township", area="")
    assert not workers.workers(lost, Task.objects.filter(pk=task.pk)).exists()


def test_each_stands_under_his_role_with_his_office_place_or_unit(county: Adopted) -> None:
    assert county.pk
    task = of_a_household()
    helper = known("helper").get(helper_id=task.helper_id)
    place = known("area").filter(area_code=task.village_code)[0].name
    somebody("helper", helper_id=task.helper_id, name="帮某")
    somebody("village_committee", area=task.village_code, name="村某")
    somebody("industry_office", office=task.office, name="局某")
    client = enter(somebody("county_office"))
    page = client.get(reverse("task", kwargs={"number": task.pk})).content.decode()
    assert f'<optgroup label="{ROLES["helper"].label}">' in page
    for said in (f"帮某（{helper.unit}）", f"村某（{place}）", f"局某（{task.office}）"):
        assert said in page


def test_nobody_is_not_given_a_task_and_taking_back_names_nobody(county: Adopted) -> None:
    assert county.pk
    task = of_a_household()
    somebody("helper", helper_id=task.helper_id)
    client = enter(somebody("county_office"))
    assert "请选择交办给谁" in give(client, task, "")
    assert not Step.objects.exists()
    give(client, task, "helper")
    address = reverse("move", kwargs={"number": task.pk, "name": "unassign"})
    assert client.post(address, {"to": "helper", "note": ""}).status_code == 302
    work = Work.objects.get()
    assert (work.state, work.assigned_to) == ("open", "")


def test_where_nobody_has_a_sign_in_that_is_said(county: Adopted) -> None:
    assert county.pk
    client = enter(somebody("township", area=str(of_a_household().village_code)))
    page = client.get(reverse("task", kwargs={"number": of_a_household().pk})).content.decode()
    assert "没有登录名" in page
    assert "交办</button>" not in page


def test_among_many_one_looks_for_somebody(
    county: Adopted,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    assert county.pk
    monkeypatch.setattr(workers, "MOST_LISTED", 4)
    task = of_a_household()
    unit = known("helper").get(helper_id=task.helper_id).unit
    somebody("helper", helper_id=task.helper_id, name="帮某")
    somebody("insurer", office=task.office, name="保某")
    for at in range(6):
        somebody("county_office", username=f"office-{at}", name=f"办{at}")
    client = enter(somebody("county_office", name="我"))
    few = offered(client, task)
    assert len(few) == 5
    with django_assert_max_num_queries(MOST_QUERIES):
        assert offered(client, task, who="办3") == {"office-3"}
    assert offered(client, task, who=unit) == {"helper"}
    assert offered(client, task, who=task.office) == {"insurer"}
    assert offered(client, task, who="没有这个人") == set()
    page = client.get(reverse("task", kwargs={"number": task.pk}), {"who": "没有这个人"})
    assert "没有找到能交办的人" in page.content.decode()
    chosen: dict[str, Any] = {"picked": [task.pk]}
    assert "请先查找" in client.post(reverse("hand-out"), chosen).content.decode()
    looked = chosen | {"to": "", "note": "月底前", "who": "办3", "find": "1"}
    page = client.post(reverse("hand-out"), looked)
    assert (page.status_code, set(OPTION.findall(page.content.decode()))) == (200, {"office-3"})
    assert "月底前" in page.content.decode()
    done = chosen | {"to": "office-3", "sure": "1 office-2"}
    assert "确认交办 1 项" in client.post(reverse("hand-out"), done).content.decode()
    done["sure"] = "1 office-3"
    assert "已交办 1 项" in client.post(reverse("hand-out"), done, follow=True).content.decode()
