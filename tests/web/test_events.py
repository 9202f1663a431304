"""Events: who comes, goes or goes over, shown before they are written, and taken back."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn, enter, somebody
from tests.web.test_correcting import MOST_QUERIES, NUMBER, REASON, member
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry import events, fetch
from wuxiang.web.registry.models import Batch, Touched
from wuxiang.web.registry.naming import head_of
from wuxiang.web.registry.past import When, state
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.versions import OF, versions_of, versions_with_moves

pytestmark = pytest.mark.django_db
DAY = "2019-04-01"


def large() -> str:
    """A household of at least three with a head."""
    people: dict[str, int] = {}
    for key in known("person").filter(left_on__isnull=True).values_list("household_id", flat=True):
        people[key] = people.get(key, 0) + 1
    heads = known("person").filter(relation="head", left_on__isnull=True)
    led = set(heads.values_list("household_id", flat=True))
    return next(key for key, number in people.items() if number >= 3 and key in led)


def members(key: str) -> list[Any]:
    return list(
        known("person").filter(household_id=key, left_on__isnull=True).order_by("person_id")
    )


def others(key: str) -> list[Any]:
    """Its members but the head."""
    return [one for one in members(key) if one.relation != "head"]


def at(key: str, kind: str) -> str:
    return reverse("event", kwargs={"key": key, "kind": kind})


def preview(client: Client, key: str, kind: str, **given: object) -> Any:
    return client.post(at(key, kind), {"day": DAY, "reason": REASON, **given})


def done(client: Client, key: str, kind: str, **given: object) -> Any:
    """Look at the preview, then confirm what it says."""
    shown = preview(client, key, kind, **given)
    assert shown.status_code == 200, shown.content.decode()
    assert not Batch.objects.filter(kind="event", undone_at=None).exists()
    sent: dict[str, list[object]] = {}
    for name, value in shown.context["sent"]:
        sent.setdefault(name, []).append(value)
    return client.post(at(key, kind), {**sent, "seen": shown.context["plan"].seen}, follow=True)


def undo(client: Client, key: str) -> str:
    batch = Batch.objects.filter(kind="event")[0]
    address = reverse("undo-change", kwargs={"key": key, "batch": batch.pk})
    return client.post(address, follow=True).content.decode()


def test_a_birth_adds_a_member_from_that_day_on(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    before = len(members(key))
    page = done(client, key, "birth", name="新生儿", sex="female", relation="")
    assert "已办理" in page.content.decode()
    child = known("person").get(joined_on=date.fromisoformat(DAY), birth_date=DAY, household_id=key)
    assert (child.sex, child.relation) == ("female", None)
    assert fetch.person(somebody("auditor"), child.person_id).name == "新生儿"
    event = known("household_event").get(person_id=child.person_id)
    assert (event.kind, event.household_id, event.other_household_id) == ("birth", key, None)
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject, entry.detail["event"]) == ("event.write", key, "birth")
    assert "新生儿" not in str(entry.detail)
    undo(client, key)
    assert len(members(key)) == before
    assert not known("household_event").filter(person_id=child.person_id).exists()


def test_a_second_head_is_pointed_out(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    born = {"name": "新生儿", "sex": "female"}
    shown = preview(client, key, "birth", **born, relation="head")
    assert "办理后就有两个" in shown.content.decode()
    assert "办理后就有两个" not in preview(client, key, "birth", **born).content.decode()


def test_the_dead_are_members_until_the_day(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    head = next(one for one in members(key) if one.relation == "head")
    shown = preview(client, key, "death", people=[head.person_id]).content.decode()
    assert "没有户主" in shown
    assert "2019-04-01" in shown
    done(client, key, "death", people=[head.person_id])
    now = known("person").get(person_id=head.person_id)
    assert (str(now.left_on), now.left_because, now.household_id) == (DAY, "death", key)
    rows = versions_of("household", key, OF["household"])
    today = timezone.localdate()

    def lived(day: str) -> set[str]:
        held = state(rows, When(date.fromisoformat(day), today), household=key)
        return {one.person_id for one in held["person"]}

    assert head.person_id in lived("2019-03-31")
    assert head.person_id not in lived(DAY)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "2099-01-01"}, "日期不能晚于今天"),
        ({"day": ""}, "请填写这一项"),
        ({"day": "2019-02-30"}, "没有这一天"),
        ({"people": []}, "请至少选一人"),
        ({"people": ["nobody"]}, "不在可用的选项中"),
        ({"day": "1881-01-01"}, "早于其中一人的出生"),
        ({"reason": ""}, "请填写这一项"),
    ],
)
def test_what_cannot_have_been_is_refused(
    county: Adopted, signed_in: SignedIn, given: dict[str, object], said: str
) -> None:
    assert county.pk
    key = large()
    asked = {"people": [others(key)[0].person_id]} | given
    answer = preview(signed_in("county_office"), key, "death", **asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_split_makes_a_household_that_nobody_has_judged_yet(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    first = others(key)[0]
    paid = list(known("benefit_paid").filter(household_id=key).values_list("pk", flat=True))
    page = done(client, key, "split", people=[first.person_id], head=first.person_id)
    now = known("person").get(person_id=first.person_id)
    assert now.household_id != key
    assert (now.relation, str(now.joined_on)) == ("head", DAY)
    new = known("household").get(household_id=now.household_id)
    old = known("household").get(household_id=key)
    assert (new.village_code, new.standard) == (old.village_code, None)
    assert not known("household_status").filter(household_id=new.household_id).exists()
    noted = known("household_event").filter(person_id=first.person_id, kind="split")
    pairs = {(one.household_id, one.other_household_id) for one in noted}
    assert pairs == {(key, new.household_id), (new.household_id, key)}
    assert list(known("benefit_paid").filter(household_id=key).values_list("pk", flat=True)) == paid
    assert page.redirect_chain[-1][0] == reverse("household", kwargs={"key": new.household_id})
    assert set(Touched.objects.values_list("household_id", flat=True)) == {key, new.household_id}
    yesterday = When(date(2019, 3, 31), timezone.localdate())
    rows = versions_of("household", key, OF["household"])
    then = {one.person_id for one in state(rows, yesterday, household=key)["person"]}
    assert first.person_id in then
    undo(client, key)
    assert known("person").get(person_id=first.person_id).household_id == key
    assert not known("household").filter(household_id=new.household_id).exists()


def test_a_household_that_others_have_written_of_stays(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    first = others(key)[0].person_id
    done(client, key, "split", people=[first], head=first)
    new = str(known("person").get(person_id=first).household_id)
    added = reverse("correct", kwargs={"key": new, "table": "income", "version": 0})
    client.post(added, {"year": "2019", "reason": REASON, "wages": "1"})
    assert "请先撤销后来的改动" in undo(client, key)
    assert known("household").filter(household_id=new).exists()


def test_not_all_split_off_and_the_head_is_among_them(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    everybody = [one.person_id for one in members(key)]
    answer = preview(client, key, "split", people=everybody, head=everybody[0])
    assert "至少留一人" in answer.content.decode()
    answer = preview(client, key, "split", people=everybody[:1], head=everybody[1])
    assert "新户主要在分出去的人里选" in answer.content.decode()


def elsewhere(key: str) -> tuple[Any, str]:
    """A member of another household, with his ID number."""
    row = known("person").exclude(household_id=key).filter(left_on__isnull=True)[0]
    return row, fetch.opened({"person": [row]})["person"][0].names["id_number"]


def test_a_merger_takes_all_over_and_leaves_nobody(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    other, number = elsewhere(key)
    gone = {one.person_id for one in members(key)}
    shown = preview(client, key, "merge", to=number).content.decode()
    assert "空挂户" in shown
    head = head_of(other.household_id)
    assert f"到{head}家" in shown
    done(client, key, "merge", to=number)
    assert members(key) == []
    come = {one.person_id: one.relation for one in members(other.household_id)}
    assert all(come[one] is None for one in gone)
    answer = preview(client, other.household_id, "merge", to=number)
    assert "没有变化" in answer.content.decode()


def goes(person: str, of: str, to: str, day: date) -> None:
    """Let somebody go from one household to another."""
    user = User.objects.get(username="county_office")
    plan = events.going_over(
        events.home(user, of), events.home(user, to), day,
        kind="merge", relations={person: None},
    )  # fmt: skip
    events.carry_out(plan, seen=plan.seen, reason=REASON, by=user)


def one_of(home: str) -> str:
    """Somebody of the home; when he came to it nobody has written down."""
    one = str(others(home)[0].person_id)
    known("person").filter(person_id=one).update(joined_on=None)
    return one


def members_on(key: str, day: date) -> set[str]:
    """Who belonged to the household on the day, as is known today."""
    when = When(day, timezone.localdate())
    rows = state(versions_with_moves(key, OF["household"]), when, household=key)
    assert {one.household_id for one in rows.get("household_event", [])} <= {key}
    return {one.person_id for one in rows.get("person", [])}


EARLIER, FIRST, BETWEEN, SECOND, LATER = (date(2019, 4, day) for day in (1, 5, 10, 15, 20))


@pytest.mark.parametrize("back", [True, False])
def test_whoever_went_over_twice_is_found_at_each_home_in_its_time(
    county: Adopted, signed_in: SignedIn, back: bool
) -> None:
    assert county.pk
    signed_in("county_office")
    home = large()
    one = one_of(home)
    rest = known("person").exclude(household_id=home).filter(left_on=None)
    second, third = list(dict.fromkeys(rest.values_list("household_id", flat=True)))[:2]
    last = home if back else third
    goes(one, home, second, FIRST)
    goes(one, second, last, SECOND)
    homes = {key: [one in members_on(key, day) for day in (EARLIER, BETWEEN, LATER)]
             for key in {home, second, last}}  # fmt: skip
    expected = {
        home: [True, False, False],
        second: [False, True, False],
        last: [False, False, True],
    }
    assert homes == (expected | {home: [True, False, True]} if back else expected)


def test_a_move_that_a_ledger_tells_again_is_one_move(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    signed_in("county_office")
    home = large()
    one = others(home)[0].person_id
    other = known("person").exclude(household_id=home).filter(left_on=None)[0].household_id
    goes(one, home, other, FIRST)
    told = known("household_event").get(household_id=home, person_id=one, happened_on=FIRST)
    told.pk, told.event_id = None, "told-again"
    told.save()
    assert one in members_on(home, EARLIER)
    assert one not in members_on(home, LATER)


@pytest.mark.parametrize("told_by_the_home_he_left", [True, False])
def test_a_move_counts_in_whichever_book_it_stands(
    county: Adopted, signed_in: SignedIn, *, told_by_the_home_he_left: bool
) -> None:
    assert county.pk
    signed_in("county_office")
    home = large()
    one = one_of(home)
    other = str(known("person").exclude(household_id=home).filter(left_on=None)[0].household_id)
    goes(one, home, other, FIRST)
    silent = other if told_by_the_home_he_left else home
    known("household_event").filter(household_id=silent, person_id=one).delete()
    for key, then, now in ((home, True, False), (other, False, True)):
        assert (one in members_on(key, EARLIER), one in members_on(key, LATER)) == (then, now)


def test_a_marriage_into_a_household_of_the_county_or_out_of_it(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    other, number = elsewhere(key)
    one, two = others(key)[:2]
    done(client, key, "marriage-out", people=[one.person_id], to=number, relation="spouse")
    now = known("person").get(person_id=one.person_id)
    assert (now.household_id, now.relation) == (other.household_id, "spouse")
    undo(client, key)
    done(client, key, "marriage-out", people=[two.person_id])
    now = known("person").get(person_id=two.person_id)
    assert (now.household_id, now.left_because) == (key, "marriage")


def test_whoever_comes_is_the_one_that_intake_would_make_of_him(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    given = {"name": "外来人", "sex": "male", "birth_date": "1990-01-01", "id_number": NUMBER}
    done(client, key, "marriage-in", **given, relation="")
    come = fetch.household_of_number(somebody("auditor"), NUMBER)
    assert come == key
    answer = preview(client, large(), "arrival", **given)
    assert "仍登记在某一户" in answer.content.decode()
    who = known("person").get(household_id=key, joined_on=DAY)
    undo(client, key)
    done(client, key, "arrival", **given)
    assert known("person").get(household_id=key, joined_on=DAY).person_id == who.person_id


def test_a_household_moves_and_its_village_of_that_day_is_kept(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    old = known("household").get(household_id=key).village_code
    village = next(
        code for code, _ in fetch.villages(somebody("auditor"), timezone.localdate()) if code != old
    )
    done(client, key, "move", village=village)
    assert known("household").get(household_id=key).village_code == village
    assert known("residence").get(household_id=key, from_date=DAY).village_code == village
    assert known("household_event").get(household_id=key, kind="move", happened_on=DAY).pk
    undo(client, key)
    assert known("household").get(household_id=key).village_code == old


def test_what_was_previewed_is_written_or_nothing(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    one = others(key)[0].person_id
    asked = {"people": [one], "day": DAY, "reason": REASON}
    seen = preview(client, key, "death", people=[one]).context["plan"].seen
    done(client, key, "leaving", people=[one])
    answer = client.post(at(key, "death"), asked | {"seen": seen})
    assert answer.status_code == 422  # he is no member any more
    undo(client, key)
    answer = client.post(at(key, "death"), asked | {"seen": seen})
    assert answer.status_code == 409
    assert "刚被别人改动" in answer.content.decode()
    assert known("person").get(person_id=one).left_on is None


def test_a_stranger_writes_no_event_and_takes_nobody_in_from_afar(county: Adopted) -> None:
    assert county.pk
    key = large()
    village = known("household").get(household_id=key).village_code
    far = known("household").exclude(village_code=village)[0]
    stranger = enter(somebody("village_committee", area=far.village_code))
    assert stranger.get(at(key, "birth")).status_code == 404
    assert preview(stranger, key, "birth", name="某").status_code == 404
    own = enter(somebody("information_clerk", area=village))
    row = known("person").filter(household_id=far.household_id, left_on__isnull=True)[0]
    number = fetch.opened({"person": [row]})["person"][0].names["id_number"]
    answer = preview(own, key, "merge", to=number)
    assert "在您负责的范围内没有找到" in answer.content.decode()
    assert preview(own, key, "move", village=far.village_code).status_code == 422
    assert own.get(at(key, "nothing")).status_code == 404
    with pytest.raises(Http404):
        events.home(somebody("township", area="140930999000"), key)


def test_few_queries_for_a_form_of_an_event(
    county: Adopted, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert county.pk
    client, key = signed_in("county_office"), large()
    one = member(household_id=key).person_id
    for kind in ("birth", "death", "split", "merge", "move", "marriage-out"):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(at(key, kind)).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        preview(client, key, "death", people=[one])


@pytest.mark.usefixtures("county")
def test_whoever_wants_to_fill_in_again_finds_what_he_typed(signed_in: SignedIn) -> None:
    client, key = signed_in("county_office"), large()
    gone = str(others(key)[0].person_id)
    shown = preview(client, key, "death", people=[gone])
    assert 'name="again"' in shown.content.decode()
    sent = {"day": DAY, "reason": REASON, "people": [gone], "seen": "x", "again": "1"}
    again = client.post(at(key, "death"), sent)
    assert again.status_code == 200
    form = again.context["form"]
    assert (form["day"].value(), form["people"].value(), form["reason"].value()) == (
        DAY,
        [gone],
        REASON,
    )
    assert not Batch.objects.filter(kind="event").exists()
