"""Work on tasks and at doors in the office: lists, handouts, photos, visits, calls, papers."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.conftest import SignedIn, enter, photo, somebody
from wuxiang.web.accounts.models import Scope, User
from wuxiang.web.casework.actions import hand_out, take_back
from wuxiang.web.casework.models import Answer, Handout, Photo, Step, Visit, Work
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.adopting import adopt_run
from wuxiang.web.decisions.models import Adopted, Due, Question, Task
from wuxiang.web.journal.chain import first_break
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.naming import head_and_members, people_and_heads
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
TODAY = date(2019, 6, 30)


def told(client: Client, page: str, given: dict[str, Any], **gaps: Any) -> str:
    """What the office answers to a form."""
    answer = client.post(reverse(page, kwargs=gaps), given, follow=True)
    return answer.content.decode()


def money(**more: Any) -> Task:
    return Task.objects.filter(kind="missing", household_id__isnull=False, **more)[0]


def door() -> Question:
    """A question that a helper asks, with money at stake: asked in every season."""
    found = Question.objects.filter(helper_id__isnull=False, kind="boolean")
    return found.filter(at_stake__gt=0).first() or found[0]


def helper_of(household: str | None) -> User:
    paired = known("pairing").filter(household_id=household, to_date__isnull=True)
    return somebody("helper", helper_id=paired.order_by("from_date")[0].helper_id)


def asked(place: str = "", office: str = "", policy: str = "") -> decided.Asked:
    return decided.Asked(place=place, office=office, policy=policy)


# --- lists


def test_each_task_lies_in_the_lists_it_belongs_to(county: Adopted) -> None:
    office = somebody("county_office")
    first, second, third, fourth = Task.objects.all()[:4]
    Work.objects.create(task=first.task, state="closed")
    Work.objects.create(task=second.task, state="repaired", repaired_by="li")
    Work.objects.create(task=third.task, state="assigned", assigned_to=office.username)
    Task.objects.filter(pk=fourth.pk).update(state="closure_proposed")
    counts = decided.counts(office, today=date(2999, 1, 1))
    total = county.rows["task"]
    assert counts == {
        "open": total - 1, "late": total - 2, "mine": 1, "recheck": 1, "gone": 1,
        "escalated": 0, "closed": 1,
    }  # fmt: skip
    for shelf, number in counts.items():
        asked = decided.Asked(shelf=shelf)
        page, _counts = decided.tasks(office, asked, today=date(2999, 1, 1))
        assert (
            page.paginator.count
            == number
            == decided.matching(office, asked, today=date(2999, 1, 1)).count()
        )


def test_the_overdue_come_first(county: Adopted) -> None:
    assert county.pk
    page, _counts = decided.tasks(somebody("auditor"), decided.Asked(), today=TODAY)
    days = [one.due_on for one in page]
    assert days == sorted(days)


def test_a_gap_that_a_later_run_finds_again_is_open_again(county: Adopted) -> None:
    task, user = money(), somebody("county_office")
    work = Work.objects.create(task=task.task, state="closed")
    closed = decided.matching(user, decided.Asked(shelf="closed"), today=TODAY)
    assert [one.pk for one in closed] == [task.pk]
    before = county.as_of - timedelta(days=2)
    Work.objects.filter(pk=work.pk).update(changed_at=f"{before} 12:00+08:00")
    assert not closed.all().exists()
    assert task in decided.matching(user, decided.Asked(), today=TODAY)


def test_filters_narrow_and_what_is_not_understood_is_said(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, task = signed_in("county_office"), money()
    for given in (
        {"policy": task.policy}, {"office": task.office}, {"place": str(task.village_code)},
    ):  # fmt: skip
        page = client.get(reverse("tasks"), given).context["page"]
        found = {one.pk for one in decided.narrowed(User.objects.get(), asked(**given))}
        assert (task.pk in found, len(found)) == (True, page.paginator.count)
    odd = client.get(reverse("tasks"), {"policy": "no_such", "shelf": "attic", "page": "x"})
    assert odd.status_code == 200
    assert set(odd.context["form"].errors) == {"policy", "shelf", "page"}


def test_a_task_about_a_person_names_him_and_the_head_of_his_household(county: Adopted) -> None:
    assert county.pk
    tasks = Task.objects.filter(person_id__isnull=False)
    people, heads = people_and_heads(
        (one.person_id for one in tasks), (one.household_id for one in tasks), scope=Scope()
    )
    task, person, head = next(
        (one, person, head)
        for one in tasks
        if (person := people.get(str(one.person_id)))
        and (head := heads.get(str(one.household_id))) not in (None, person)
    )
    narrow = {"policy": task.policy, "place": str(task.village_code)}
    rows = enter(somebody("county_office")).get(reverse("tasks"), narrow)
    (row,) = [row for row in rows.context["rows"] if row["task"] == task]
    assert (row["person"], row["head"]) == (person, head)
    assert f"{person}（户主 {head}）" in rows.content.decode()


def test_a_name_is_told_in_list_and_page_to_whoever_may_see_the_household(county: Adopted) -> None:
    assert county.pk
    task = Task.objects.filter(office="承保公司", person_id__isnull=False)[0]
    people, heads = people_and_heads([task.person_id], [task.household_id], scope=Scope())
    names = {*people.values(), *heads.values()}
    for role, given, told_names in (
        ("county_office", {}, True),
        ("village_committee", {"area": task.village_code}, True),
        ("insurer", {"office": task.office}, False),
    ):
        client = enter(somebody(role, **given))
        narrow = {"policy": task.policy, "place": str(task.village_code)}
        rows = client.get(reverse("tasks"), narrow).context["rows"]
        (row,) = [row for row in rows if row["task"] == task]
        page = client.get(reverse("task", kwargs={"number": task.pk})).content.decode()
        assert bool(row["person"] or row["head"]) == told_names, role
        assert any(name in page for name in names) == told_names, role
        assert ("您的角色看不到" in page) != told_names, role


def test_finance_sees_all_money_and_its_own(county: Adopted) -> None:
    assert county.pk
    found = decided.tasks_of(somebody("finance", office="县财政局"))
    assert not Task.objects.exclude(kind="breach").exclude(pk__in=found.values("pk")).exists()
    assert all("县财政局" in (one.office, one.lead) for one in found.filter(kind="breach"))


def test_an_inspector_begins_with_what_waits_for_his_check(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    task = money()
    Work.objects.create(task=task.task, state="repaired", repaired_by="li")
    client = signed_in("inspector")
    assert [one.pk for one in client.get(reverse("tasks")).context["page"]] == [task.pk]
    assert "已销号" in told(client, "move", {"note": "看过"}, number=task.pk, name="confirm")


def test_an_insurer_works_on_its_own_and_opens_no_household(county: Adopted) -> None:
    assert county.pk
    task = Task.objects.filter(office="承保公司", household_id__isnull=False)[0]
    client = enter(somebody("insurer", office="承保公司"))
    page = client.get(reverse("task", kwargs={"number": task.pk})).content.decode()
    assert "看这一户" not in page
    assert "已认领" in told(client, "move", {}, number=task.pk, name="accept")
    assert client.get(reverse("household", kwargs={"key": task.household_id})).status_code == 403
    assert (
        client.get(reverse("task", kwargs={"number": money(office="县残联").pk})).status_code == 404
    )


# --- handouts


def test_many_are_given_in_one_act_looked_at_before_and_taken_back(county: Adopted) -> None:
    assert county.pk
    office = somebody("county_office")
    to = somebody("industry_office", office="县残联")
    own = list(decided.tasks_of(to)[:3])
    other = Task.objects.exclude(pk__in=decided.tasks_of(to).values("pk"))[0]
    Work.objects.create(task=own[2].task, state="accepted", accepted_by="li")
    client = enter(office)
    given: dict[str, Any] = {"picked": [str(one.pk) for one in (*own, other)]}
    assert "选中 4 项任务" in told(client, "hand-out", given)
    looked = told(client, "hand-out", given | {"to": to.username, "note": "月底前"})
    assert "将交办给甲某（行业部门）：2 项" in looked
    assert "不在他范围内，不交办：1 项" in looked
    assert "已有人认领或办结，不交办：1 项" in looked
    assert not Handout.objects.exists()
    assert "已交办 2 项" in told(
        client,
        "hand-out",
        given | {"to": to.username, "note": "月底前", "sure": f"2 {to.username}"},
    )
    assert set(Work.objects.filter(assigned_to=to.username).values_list("task", flat=True)) == {
        own[0].task, own[1].task,
    }  # fmt: skip
    entries = Entry.objects.filter(act="tasks.hand_out")
    assert [one.detail["tasks"] for one in entries] == [2]
    handout = Handout.objects.get()
    assert "已撤回 2 项" in told(client, "take-back", {}, number=handout.pk)
    assert set(Work.objects.values_list("state", flat=True)) == {"open", "accepted"}
    assert "已经撤回过了" in told(client, "take-back", {}, number=handout.pk)
    assert first_break() is None


def test_all_of_a_filter_are_given_unless_their_number_changed_meanwhile(county: Adopted) -> None:
    assert county.pk
    to = somebody("industry_office", office="县残联")
    number = decided.tasks_of(to).filter(office="县残联").count()
    client = enter(somebody("county_office"))
    given = {"all": "1", "shelf": "open", "office": "县残联", "to": (name := to.username)}
    assert f"确认交办 {number} 项" in told(
        client, "hand-out", given | {"sure": f"{number + 1} {name}"}
    )
    assert not Handout.objects.exists()
    assert f"已交办 {number} 项" in told(client, "hand-out", given | {"sure": f"{number} {name}"})
    assert Work.objects.filter(assigned_to=to.username).count() == number


def test_taking_back_leaves_alone_what_moved_on(county: Adopted) -> None:
    assert county.pk
    office, keys = somebody("county_office"), [one.task for one in Task.objects.all()[:4]]
    Work.objects.create(task=keys[0], state="assigned", assigned_to="before")
    first, number = hand_out(keys, to="li", by=office)
    assert number == 4
    Work.objects.filter(task=keys[1]).update(state="accepted")
    hand_out([keys[2]], to="li", by=office)
    assert take_back(first, by=office) == 2
    standing = {one.task: (one.state, one.assigned_to) for one in Work.objects.all()}
    assert standing == {
        keys[0]: ("assigned", "before"), keys[1]: ("accepted", "li"),
        keys[2]: ("assigned", "li"), keys[3]: ("open", ""),
    }  # fmt: skip


def test_who_may_not_assign_does_not_and_nobody_takes_anothers_back(county: Adopted) -> None:
    assert county.pk
    office, keys = somebody("county_office"), [money().task]
    with pytest.raises(PermissionDenied):
        hand_out(keys, to="li", by=somebody("helper"))
    handout, _number = hand_out(keys, to="li", by=office)
    township = somebody("township")
    with pytest.raises(PermissionDenied):
        take_back(handout, by=township)
    answer = enter(township).post(reverse("take-back", kwargs={"number": handout.pk}))
    assert answer.status_code == 404
    Work.objects.update(state="closed")
    with pytest.raises(ValidationError, match="没有可交办的"):
        hand_out(keys, to="li", by=office)


def test_a_township_gives_only_what_it_sees(county: Adopted) -> None:
    assert county.pk
    task = money()
    elsewhere = known("household").exclude(village_code__startswith=(task.village_code or "")[:9])
    client = enter(somebody("township", area=f"{elsewhere[0].village_code[:9]}000"))
    answer = client.post(reverse("hand-out"), {"picked": [str(task.pk)]})
    assert (answer.status_code, answer["Location"]) == (302, reverse("tasks"))
    there = somebody("township", username="there", area=f"{(task.village_code or '')[:9]}000")
    mine = enter(there)
    assert "不能交办给他" in told(mine, "hand-out", {"picked": [task.pk], "to": "nobody"})
    assert "不能交办给他" in told(
        mine, "hand-out", {"picked": [task.pk], "to": somebody("auditor").username}
    )


# --- photos


def test_a_photo_is_shown_to_those_who_see_its_task(county: Adopted) -> None:
    assert county.pk
    task, office = money(), somebody("county_office")
    client = enter(office)
    said = told(client, "move", {"note": "回单", "photos": photo()}, number=task.pk, name="comment")
    kept = Photo.objects.get()
    assert reverse("photo", kwargs={"number": task.pk, "name": kept.name}) in said
    for name in ("photo", "photo-small"):
        answer = client.get(reverse(name, kwargs={"number": task.pk, "name": kept.name}))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer).startswith(b"\xff\xd8\xff")
    other = Task.objects.exclude(pk=task.pk)[0]
    elsewhere = known("household").exclude(village_code=task.village_code)[0].village_code
    stranger = enter(somebody("village_committee", area=elsewhere))
    for one, number in ((client, other.pk), (stranger, task.pk)):
        address = reverse("photo", kwargs={"number": number, "name": kept.name})
        assert one.get(address).status_code == 404
    assert "不是能打开的照片" in told(
        client, "move", {"note": "x", "photos": [photo(), _no_photo()]}, number=task.pk,
        name="comment",
    )  # fmt: skip
    assert Photo.objects.count() == 1
    assert Step.objects.count() == 1


def _no_photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("回单.jpg", b"<svg onload='alert(1)'/>", "image/jpeg")


# --- what became of a gap


def test_what_a_later_run_no_longer_finds_is_proposed_for_closing(
    county: Adopted, small_run: Path
) -> None:
    asked = pq.read_table(small_run / "question.parquet").to_pylist()
    subject = next(one for one in asked if one["subject"])
    unclear = f"{subject['policies'].split(',')[0]}/{subject['subject']}"
    due = Due.objects.filter(kind="unknown", reason="unmatched")[0]
    unmatched = f"{due.policy}/{due.subject}"
    for key in ("gone/x", f"{unclear}/2018", unmatched, "closed/x"):
        one = money()
        one.pk, one.task, one.policy = None, key, key.split("/")[0]
        one.save()
    Work.objects.create(task="closed/x", state="closed")
    again = adopt_run(small_run, by=None)
    states = dict(Task.objects.exclude(state="open").values_list("task", "state"))
    unknown = dict.fromkeys((f"{unclear}/2018", unmatched), "not_known")
    assert states == {"gone/x": "closure_proposed", **unknown}
    assert again.rows["task"] == county.rows["task"] + 3
    client = enter(somebody("county_office"))
    gone = Task.objects.get(task="gone/x")
    page = client.get(reverse("task", kwargs={"number": gone.pk})).content.decode()
    assert "建议销号" in page
    assert "已销号" in told(client, "move", {}, number=gone.pk, name="confirm")


def test_while_no_list_tells_of_it_a_gap_is_not_proposed_for_closing(
    county: Adopted, small_run: Path, tmp_path: Path
) -> None:
    assert county.pk
    silent, paid = money(), money()
    other = Task.objects.exclude(policy=silent.policy)[0].policy
    for one, policy, kind in ((silent, silent.policy, "missing"), (paid, other, "double")):
        one.pk, one.task, one.policy, one.kind = None, f"{policy}/x", policy, kind
        one.save()
    run = tmp_path / "run"
    shutil.copytree(small_run, run)
    funnel = pq.read_table(run / "funnel.parquet")
    nobody = [
        row | dict.fromkeys(("yes", "no", "unknown"), 0) if row["policy"] == silent.policy else row
        for row in funnel.to_pylist()
    ]
    pq.write_table(pa.Table.from_pylist(nobody, funnel.schema), run / "funnel.parquet")
    dues = pq.read_table(run / "entitlement.parquet")
    column = dues.schema.get_field_index("delivered")
    kind = dues.schema.field(column)
    unread = dues.set_column(column, kind, pa.nulls(len(dues), kind.type))
    pq.write_table(unread, run / "entitlement.parquet")
    adopt_run(run, by=None)
    states = dict(Task.objects.exclude(state="open").values_list("task", "state"))
    assert states == dict.fromkeys((silent.task, paid.task), "not_known")


def test_a_task_of_a_policy_that_the_pack_no_longer_has_keeps_its_name(
    county: Adopted, small_run: Path, tmp_path: Path
) -> None:
    assert county.pk
    run = tmp_path / "run"
    shutil.copytree(small_run, run)
    tasks = pq.read_table(run / "task.parquet")
    gone = tasks.to_pylist()[0] | {"policy": "gone", "task": "gone/x", "failed": "hardened"}
    pq.write_table(pa.Table.from_pylist([gone], tasks.schema), run / "task.parquet")
    adopt_run(run, by=None)
    task = Task.objects.get(task="gone/x")
    assert (task.title, task.failed) == ("gone", "hardened")


# --- doors and telephones


def test_a_visit_asks_what_the_run_does_not_know_each_with_a_field_of_its_kind(
    county: Adopted,
) -> None:
    assert county.pk
    one = door()
    client = enter(helper_of(one.household_id))
    address = reverse("visit", kwargs={"key": one.household_id})
    page = client.get(address).content.decode()
    assert f'name="q:{one.question}" value="unknown"' in page
    assert one.title in page
    given = {"draft": str(uuid4()), "visited_on": "2019-04-30", "seen": "on"}
    odd = client.post(address, given | {f"q:{one.question}": "perhaps"})
    assert odd.status_code == 422
    assert not Visit.objects.exists()
    late = {"q:of/an/earlier/run": "两亩"}
    assert client.post(address, given | {f"q:{one.question}": "true"} | late).status_code == 302
    kept = {(x.question, x.kind, x.said) for x in Answer.objects.all()}
    assert kept == {(one.question, "boolean", "true"), ("of/an/earlier/run", "text", "两亩")}
    assert f'name="q:{one.question}"' not in client.get(address).content.decode()
    history = client.get(reverse("history", kwargs={"key": one.household_id})).content.decode()
    assert one.words in history
    assert "两亩" in history


def test_a_question_names_the_person_but_his_name_is_not_kept_with_the_answer(
    county: Adopted,
) -> None:
    assert county.pk
    one = door()
    _head, members = head_and_members(str(one.household_id))
    person, name = next(iter(members.items()))
    Question.objects.filter(pk=one.pk).update(person_id=person)
    client = enter(helper_of(one.household_id))
    address = reverse("visit", kwargs={"key": one.household_id})
    assert f"{name}：{one.words}" in client.get(address).content.decode()
    given = {"draft": str(uuid4()), "visited_on": "2019-04-30", f"q:{one.question}": "true"}
    assert client.post(address, given).status_code == 302
    kept = Answer.objects.get()
    assert (kept.words_zh, kept.words_en) == (one.words_zh, one.words_en)


def test_asked_and_not_known_is_an_answer_but_is_asked_again(county: Adopted) -> None:
    assert county.pk
    one = door()
    client = enter(helper_of(one.household_id))
    address = reverse("visit", kwargs={"key": one.household_id})
    given = {"draft": str(uuid4()), "visited_on": "2019-04-30", f"q:{one.question}": "unknown"}
    assert client.post(address, given).status_code == 302
    assert [(x.kind, x.said) for x in Answer.objects.all()] == [("boolean", "")]
    assert f'name="q:{one.question}"' in client.get(address).content.decode()


def test_questions_are_bundled_capped_and_wait_for_the_yearly_collection(county: Adopted) -> None:
    key = door().household_id or ""
    Question.objects.filter(household_id=key).delete()
    for at in range(12):
        Question.objects.create(
            run=county, question=f"{key}/{at:02}", missing="x", words_zh=f"第{at}问",
            title_zh="政策",
            kind="integer", household_id=key, helper_id="h", office="乡镇人民政府",
            at_stake=at if at < 3 else None,
        )  # fmt: skip
    summer = decided.asking_of(key, day=date(2019, 6, 1))
    assert [one.at_stake for one in summer.now] == [2, 1]
    assert (summer.later, summer.season is None) == (10, False)
    autumn = decided.asking_of(key, day=date(2019, 10, 1))
    assert (len(autumn.now), autumn.later, autumn.season) == (8, 4, None)
    before = decided.asking_of(key, day=date(2017, 10, 1))
    assert (len(before.now), before.later) == (12, 0)


def test_a_clerk_types_for_a_helper_and_it_shows(county: Adopted) -> None:
    assert county.pk
    paired = known("pairing").filter(to_date__isnull=True)[0]
    home = known("household").get(household_id=paired.household_id)
    clerk = somebody("information_clerk", area=home.village_code, name="信息员乙")
    client = enter(clerk)
    address = reverse("visit", kwargs={"key": paired.household_id})
    page = client.get(address)
    assert paired.helper_id in dict(page.context["form"].fields["visited_by"].choices)
    given = {"draft": str(uuid4()), "visited_on": "2019-04-30", "visited_by": paired.helper_id}
    assert client.post(address, given).status_code == 302
    assert Visit.objects.get().visited_by == paired.helper_id
    history = client.get(reverse("history", kwargs={"key": paired.household_id}))
    assert "信息员乙 代填" in history.content.decode()
    odd = given | {"draft": str(uuid4()), "visited_by": "somebody-else"}
    assert client.post(address, odd).status_code == 422
    other = enter(somebody("village_committee", area=home.village_code))
    assert "visited_by" not in other.get(address).context["form"].fields


def test_a_caller_is_told_whom_to_call_and_what_to_ask_and_sees_no_register(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client = signed_in("caller")
    assert client.get(reverse("households")).status_code == 403
    page = client.get(reverse("calls"))
    first = page.context["page"][0]["household_id"]
    total = page.context["page"].paginator.count
    one = client.get(reverse("call", kwargs={"key": first})).content.decode()
    assert "对帮扶责任人的工作满意吗" in one
    person = known("person").filter(household_id=first, left_on__isnull=True)[0]
    shown = client.post(reverse("phone", kwargs={"key": person.person_id}))
    assert shown.status_code == 302
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.detail) == ("person.reveal", {"fields": ["phone"]})
    given = {
        "draft": str(uuid4()), "visited_on": "2019-04-30", "seen": "on", "note": "都满意",
        "q:helper": "true",
    }  # fmt: skip
    assert "通话已记录" in told(client, "call", given, key=first)
    call = Visit.objects.get()
    assert (call.by_telephone, call.seen) == (True, True)
    assert [x.question for x in call.answers.all()] == ["helper"]
    assert client.get(reverse("calls")).context["page"].paginator.count == total - 1


# --- papers


def test_papers_are_printed_with_names_and_every_print_is_written_down(
    county: Adopted,
) -> None:
    assert county.pk
    key = money().household_id
    client = enter(helper_of(key))
    page = client.get(reverse("papers", kwargs={"key": key})).content.decode()
    assert {"明白卡", "扶贫手册", "收入核算表"} <= set(page.replace("<", ">").split(">"))
    address = reverse("paper", kwargs={"key": key, "document": "family_card"})
    made = client.post(address)
    assert (made.status_code, made["Content-Type"]) == (200, "application/pdf")
    assert made.content.startswith(b"%PDF-")
    assert made["Cache-Control"] == "private, no-store"
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject) == ("paper.print", key)
    assert entry.detail["document"] == "family_card"
    no = client.post(reverse("paper", kwargs={"key": key, "document": "diploma"}))
    assert no.status_code == 404
    Adopted.objects.all().delete()
    refused = client.post(address)
    assert refused.status_code == 409
    assert "还没有认定结果" in refused.content.decode()
    assert Entry.objects.filter(act="paper.print").count() == 1
