"""Why a household gets what it gets: every policy in one line, every clause behind it."""

import re
from dataclasses import replace
from decimal import Decimal
from html import escape, unescape
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn
from wuxiang.pack import Pack, read_pack
from wuxiang.policy.explain import ClauseAnswer, Explanation, StepValue
from wuxiang.record import PACK
from wuxiang.web.accounts.middleware import SEEN
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.models import Adopted, Due, Task
from wuxiang.web.desk.reasons import Told, overview
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TAGS = re.compile(r"<[^>]*>")


@pytest.fixture
def pack(county: Adopted) -> Pack:
    return read_pack(Path(county.folder) / PACK)


def clause(law: str, answer: bool | None) -> ClauseAnswer:
    return ClauseAnswer("c", law, "x", "?", answer, ())


def told(*rows: Explanation) -> Told:
    """The only policy of an overview."""
    (one,) = [
        one for _answer, _label, policies in overview(rows, {"p1": "甲某"}, {}) for one in policies
    ]
    return one


def explained(pack: Pack, name: str, *, answer: bool | None, **given: object) -> Explanation:
    one = Explanation(
        policy=pack.policies[name], subject="p1", dated_on=None, in_force=True, answer=answer,
        clauses=(clause("是在册的", True), clause("住得够久", answer)), steps=(), standards=(),
        outcome=None,
    )  # fmt: skip
    return replace(one, **given)  # type: ignore[arg-type]


def amount_policy(pack: Pack) -> str:
    return next(name for name, one in pack.policies.items() if one.amount)


def standard_policy(pack: Pack) -> str:
    return next(name for name, one in pack.policies.items() if one.holds)


def test_amounts_are_added_and_an_unknown_one_is_said(pack: Pack) -> None:
    name = amount_policy(pack)
    first = explained(pack, name, answer=True, outcome=Decimal("1850.00"))
    one = told(first, replace(first, outcome=Decimal("675.50")))
    assert [str(word) for _kind, word in one.marks] == ["2525.50 元"]
    one = told(first, replace(first, outcome=None), explained(pack, name, answer=False))
    assert [str(word) for _kind, word in one.marks] == ["1850.00 元", "金额不清楚"]
    assert [row.answer for row in one.rows] == ["yes", "yes", "no"]


def test_what_refuses_and_what_nobody_knows_is_said_in_the_line(pack: Pack) -> None:
    name = amount_policy(pack)
    no, unknown = explained(pack, name, answer=False), explained(pack, name, answer=None)
    assert (told(no).answer, told(no).because, told(no).refused) == ("no", "住得够久", True)
    assert (told(no, unknown).answer, told(no, unknown).because) == ("unknown", "住得够久")
    late = explained(pack, name, answer=False, in_force=False)
    assert (told(late).because, told(late).refused) == ("不在施行期内", False)


@pytest.mark.parametrize(
    ("holds", "mark"), [(True, "达标"), (False, "未达标"), (None, "不清楚是否达标")]
)
def test_a_standard_is_met_or_not_or_nobody_knows(
    pack: Pack, holds: bool | None, mark: str
) -> None:
    one = explained(
        pack, standard_policy(pack), answer=True, outcome=holds, standards=(clause("水够", holds),)
    )
    assert [str(word) for _kind, word in told(one).marks] == [mark]
    assert told(one).because == ("" if holds else "水够")


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        ("p1", "甲某"),
        ("p1/2018-autumn", "甲某 2018 秋季学期"),
        ("h82a6bf60968dbafaa52c", ""),
        ("p82a6bf60968dbafaa52c/2018-2019", "2018-2019"),
        ("h82a6bf60968dbafaa52c/exit/2015", "退出 2015"),
        ("village/SB000017", "行政村 SB000017"),
    ],
)
def test_of_people_only_members_are_named(pack: Pack, subject: str, about: str) -> None:
    one = explained(pack, amount_policy(pack), answer=False, subject=subject)
    assert told(one).rows[0].about == about


def test_what_is_lacking_stands_before_what_is_well(pack: Pack) -> None:
    names = [name for name, one in pack.policies.items() if one.holds][:3]
    outcomes = dict(zip(names, (True, None, False), strict=True))
    rows = [explained(pack, name, answer=True, outcome=one) for name, one in outcomes.items()]
    _answer, _label, fulfilled = overview(rows, {}, {})[0]
    assert [one.policy.name for one in fulfilled] == names[::-1]


def test_steps_show_their_value_or_that_it_is_not_known(pack: Pack) -> None:
    steps = (
        StepValue("a", "每天50元", "x", "9 * 50", Decimal(450), None, ()),
        StepValue("b", "封顶", "least(a, b)", "least(450, ?)", None, None, ()),
    )
    lines = told(explained(pack, amount_policy(pack), answer=None, steps=steps)).rows[0].lines
    said = [(line.law, line.value, line.filled) for line in lines[2:]]
    assert said == [("每天50元", Decimal(450), "9 × 50"), ("封顶", None, "取小者(450, 不清楚)")]
    assert lines[3].mark


def test_few_queries_whatever_household_is_asked_for(
    county: Adopted, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert county.pk
    keys = set(Task.objects.filter(kind="missing").values_list("household_id", flat=True))
    client = signed_in("county_office")
    for key in filter(None, keys):
        session = client.session
        session.pop(SEEN, None)  # so that this request also notes that somebody is here
        session.save()
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(reverse("why", kwargs={"key": key})).status_code == 200


def test_every_policy_stands_in_one_group_with_all_its_clauses(
    county: Adopted, signed_in: SignedIn
) -> None:
    tasks = Task.objects.filter(kind="missing", household_id__isnull=False).order_by("household_id")
    key = str(tasks[0].household_id)
    client, found = signed_in("county_office"), asking.explain(county.folder, key)
    answer = client.get(reverse("why", kwargs={"key": key}))
    page = answer.content.decode()
    lines = [one for _answer, _label, some in answer.context["groups"] for one in some]
    names = [one.policy.name for one in lines]
    assert sorted(names) == sorted({one.policy.name for one in found})
    assert sum(len(one.rows) for one in lines) == len(found)
    assert page.count("<details") == len(names)
    assert "<details open" not in page.replace('class="line" ', "")
    folded = "".join(re.findall(r"<details.*?</details>", page, re.DOTALL))
    for one in found:
        for law in (*(part.law for part in one.clauses), *(part.law for part in one.steps)):
            assert escape(law) in folded
    everything = client.get(reverse("why", kwargs={"key": key}) + "?all").content.decode()
    assert everything.count('<details class="line" open>') == len(names)
    for kind, label in (("yes", "符合条件"), ("no", "不符合条件")):
        number = sum(one.answer == kind for one in lines)
        assert f'<a href="#why-{kind}">{label} <b>{number}</b></a>' in page
        assert f'<h2 id="why-{kind}">' in page


def test_the_line_says_the_amount_that_is_due(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    due = Due.objects.filter(kind="missing", due__gt=0, household_id__isnull=False)[0]
    page = signed_in("county_office").get(reverse("why", kwargs={"key": due.household_id}))
    (one,) = [
        one
        for _answer, _label, some in page.context["groups"]
        for one in some
        if one.policy.name == due.policy
    ]
    assert one.answer == "yes"
    assert any("元" in str(word) for _kind, word in one.marks)


def test_no_code_is_left_without_a_word(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client = signed_in("county_office")
    keys = known("household").order_by("household_id").values_list("household_id", flat=True)
    tasks = Task.objects.filter(household_id__isnull=False).values_list("household_id", flat=True)
    for key in {*keys[::40], *tasks[:10]}:
        page = client.get(reverse("why", kwargs={"key": key}), {"part": ""}).content.decode()
        assert not re.findall("[a-z_]{2,}", unescape(TAGS.sub(" ", page))), key
