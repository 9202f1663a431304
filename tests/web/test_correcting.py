"""Corrections: read as intake reads, with a reason, two at once, undone; the past stays known."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import SignedIn, enter, somebody
from wuxiang.intake.certificates import check_digit
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk.past import OF_HOUSEHOLD
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry import fetch
from wuxiang.web.registry.models import MODELS, Batch, FieldKey
from wuxiang.web.registry.taking import known
from wuxiang.web.registry.versions import versions_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
REASON = "入户核对存折"
NUMBER = "14093019900101001" + check_digit("14093019900101001")


def income() -> Any:
    """A row of income that knows its wages."""
    return known("income").filter(wages__isnull=False, household_id__isnull=False)[0]


def member(**given: object) -> Any:
    """Somebody who has a name and a number, and a household with others."""
    return known("person").filter(left_on__isnull=True, sealed__isnull=False, **given)[0]


def address(row: Any, table: str = "income") -> str:
    given = {"key": row.household_id, "table": table, "version": row.pk}
    return reverse("correct", kwargs=given)


def filled(client: Client, at: str) -> dict[str, str]:
    """The form as it comes, as a browser would send it back."""
    form = client.get(at).context["form"]
    fields = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    return {name: str(value or "") for name, value in fields.items()}


def send(client: Client, at: str, **given: str) -> Any:
    return client.post(at, filled(client, at) | {"reason": REASON} | given)


def test_a_correction_supersedes_and_its_columns_are_in_the_journal(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    before = timezone.now()
    assert send(client, address(row), wages="1,234.5元").status_code == 302
    now = known("income").get(household_id=row.household_id, year=row.year)
    assert (now.wages, now.reason) == (Decimal("1234.50"), REASON)
    assert now.business == row.business
    then = known("income", at=before).get(household_id=row.household_id, year=row.year)
    assert then.wages == row.wages
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject) == ("household.correct", row.household_id)
    assert entry.detail["columns"] == ["wages"]
    assert "1234" not in str(entry.detail)
    assert REASON not in str(entry.detail)


def test_a_blank_is_not_known_and_zero_is_zero(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    send(client, address(row), wages="")
    now = known("income").get(household_id=row.household_id, year=row.year)
    assert now.wages is None
    send(client, address(now), wages="0")
    now = known("income").get(household_id=row.household_id, year=row.year)
    assert now.wages == 0
    page = client.get(reverse("changes", kwargs={"key": row.household_id})).content.decode()
    assert "不清楚 → 0.00" in page
    assert "用命令录入的名单，截至 2019-04-30" in page
    Batch.objects.filter(what="样本").update(what="import/7")
    page = client.get(reverse("changes", kwargs={"key": row.household_id})).content.decode()
    assert "第 7 次导入" in page


@pytest.mark.parametrize(
    ("table", "column", "raw", "said"),
    [
        ("income", "wages", "很多", "不是数字"),
        ("income", "wages", "1e15", "数字过大"),
        ("person", "birth_date", "1990-02-30", "没有这一天"),
        ("person", "birth_date", "90年", "不是日期"),
        ("person", "id_number", "140930199001010010", "校验位"),
        ("person", "id_number", "14093019900101", "长度"),
        ("person", "relation", "<script>", "不在代码表内"),
        ("person", "soldier", "maybe", "应填“是”或“否”"),
        ("person", "work_months", "1.5", "不是数字"),
        ("household", "village_code", "", "请填写这一项"),
        ("household", "village_code", "140930999999", "没有这个村"),
        ("household", "village_code", "河曲", "不是区划代码"),
    ],
)
def test_what_intake_refuses_is_refused(
    county: Adopted, signed_in: SignedIn, table: str, column: str, raw: str, said: str
) -> None:
    assert county.pk
    row = member() if table == "person" else known(table).filter(household_id__isnull=False)[0]
    answer = send(signed_in("county_office"), address(row, table), **{column: raw})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.filter(kind="correction").exists()


@pytest.mark.parametrize("reason", ["", "改", "见身份证140930199001010011"])
def test_no_correction_without_a_fit_reason(
    county: Adopted, signed_in: SignedIn, reason: str
) -> None:
    assert county.pk
    answer = send(signed_in("county_office"), address(income()), wages="1", reason=reason)
    assert answer.status_code == 422


def test_nothing_changed_is_no_correction(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    answer = send(signed_in("county_office"), address(income()))
    assert "没有改动" in answer.content.decode()
    assert signed_in("auditor").get(address(income())).status_code == 403


def test_two_at_once_and_the_second_sees_what_the_first_wrote(county: Adopted) -> None:
    assert county.pk
    row = income()
    office, clerk = somebody("county_office"), somebody("township", area=row_village(row))
    first, second = enter(office), enter(clerk)
    mine = filled(second, address(row)) | {"reason": REASON, "business": "77"}
    send(first, address(row), wages="4321")
    answer = second.post(address(row), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"没有保存：{office.name} 在" in page
    assert f"{row.wages} → 4321.00" in page
    now = known("income").get(household_id=row.household_id, year=row.year)
    assert (now.wages, now.business) == (Decimal(4321), row.business)
    form = answer.context["form"]
    assert form.initial["business"] == "77"
    assert form.initial["wages"] == "4321.00"


def row_village(row: Any) -> str:
    """The township of a household."""
    return str(known("household").get(household_id=row.household_id).village_code)[:9] + "000"


def test_an_old_link_leads_to_what_is_known_now(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    send(client, address(row), wages="1")
    now = known("income").get(household_id=row.household_id, year=row.year)
    assert client.get(address(row))["Location"] == address(now)


def test_whoever_is_renamed_is_found_by_his_new_name_alone(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, row = signed_in("county_office"), member()
    office = somebody("county_leader")
    old = fetch.person(office, row.person_id).names
    send(client, address(row, "person"), name="欧阳测试", id_number=NUMBER.lower())
    names = fetch.person(office, row.person_id).names
    assert (names["name"], names["id_number"]) == ("欧阳测试", NUMBER)
    assert names.get("phone") == old.get("phone")
    assert row.household_id in households_found("欧阳测试", office)
    assert row.household_id in households_found(NUMBER, office)
    assert row.household_id not in households_found(old["id_number"], office)
    batch = Batch.objects.filter(kind="correction")[0]
    undo = reverse("undo-change", kwargs={"key": row.household_id, "batch": batch.pk})
    client.post(undo)
    assert fetch.person(office, row.person_id).names == old
    assert row.household_id in households_found(old["id_number"], office)
    assert households_found(NUMBER, office) == []


def households_found(words: str, user: Any) -> list[str]:
    """The households that a search finds."""
    return [str(one.row.household_id) for one in fetch.households(user, fetch.Asked(words))]


def test_a_hidden_number_stays_unless_it_is_typed_and_is_never_shown(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    client, row = signed_in("county_office"), member()
    number = fetch.person(somebody("auditor"), row.person_id).names["id_number"]
    assert number not in client.get(address(row, "person")).content.decode()
    send(client, address(row, "person"), id_number="空")
    now = known("person").get(person_id=row.person_id)
    assert "id_number" not in fetch.opened({"person": [now]})["person"][0].names
    pages = ("changes", "file")
    shown = [client.get(reverse(name, kwargs={"key": row.household_id})) for name in pages]
    assert all(number not in page.content.decode() for page in shown)


def test_a_number_that_contradicts_birth_and_sex_is_doubted(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    row = member(sex="female")
    client, at = signed_in("county_office"), address(row, "person")
    answer = client.post(
        at, filled(client, at) | {"reason": REASON, "id_number": NUMBER}, follow=True
    )
    assert "性别与证件号码不一致" in answer.content.decode()


def test_nothing_is_written_of_somebody_erased(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    row = member()
    FieldKey.objects.filter(subject=row.person_id).delete()
    answer = signed_in("county_office").post(address(row, "person"), {"reason": REASON})
    assert answer.status_code == 302
    assert not Batch.objects.filter(kind="correction").exists()


def test_a_later_correction_is_undone_first(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    key = {"household_id": row.household_id, "year": row.year}
    send(client, address(row), wages="1")
    send(client, address(known("income").get(**key)), wages="2")
    second, first = Batch.objects.filter(kind="correction")

    def undo(batch: Batch) -> str:
        at = reverse("undo-change", kwargs={"key": row.household_id, "batch": batch.pk})
        return client.post(at, follow=True).content.decode()

    assert "请先撤销后来的改动" in undo(first)
    assert known("income").get(**key).wages == 2
    assert "已撤销" in undo(second)
    assert known("income").get(**key).wages == 1
    undo(first)
    assert known("income").get(**key).wages == row.wages
    assert "请先撤销" in undo(first)
    assert Entry.objects.filter(act="change.undo").count() == 2


def test_an_import_is_not_undone_by_this_door(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    imported = Batch.objects.get(kind="import")
    at = reverse("undo-change", kwargs={"key": income().household_id, "batch": imported.pk})
    assert signed_in("county_office").post(at).status_code == 404


def test_a_row_is_added_once(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    at = reverse("correct", kwargs={"key": row.household_id, "table": "income", "version": 0})
    assert client.post(at, {"reason": REASON, "year": "2031"}).status_code == 302
    assert known("income").get(household_id=row.household_id, year=2031).wages is None
    again = client.post(at, {"reason": REASON, "year": "2031"}, follow=True)
    assert "刚被别人改动或登记" in again.content.decode()
    for table in ("person", "household", "benefit_paid", "nothing"):
        given = {"key": row.household_id, "table": table, "version": 0}
        assert client.get(reverse("correct", kwargs=given)).status_code == 404


def test_a_house_is_added_under_a_key_of_ours(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    at = reverse("correct", kwargs={"key": row.household_id, "table": "house", "version": 0})
    client.post(at, {"reason": REASON, "area": "60"})
    added = MODELS["house"].objects.get(reason=REASON)
    assert (added.household_id, added.area) == (row.household_id, 60)
    assert added.house_id


def test_standing_is_for_those_who_decide_it(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    row = known("household_status")[0]
    village = known("household").get(household_id=row.household_id).village_code
    clerk = enter(somebody("information_clerk", area=village))
    assert clerk.get(address(row, "household_status")).status_code == 403
    office = signed_in("township", area=village)
    assert office.get(address(row, "household_status")).status_code == 200
    assert clerk.get(reverse("file", kwargs={"key": row.household_id})).status_code == 200


def test_a_clerk_moves_nobody_out_of_his_reach(county: Adopted) -> None:
    assert county.pk
    home = known("household").order_by("village_code").first()
    assert home is not None
    other = known("household").order_by("-village_code")[0].village_code
    client = enter(somebody("information_clerk", area=home.village_code))
    answer = send(client, address(home, "household"), village_code=other)
    assert "不在您负责的范围内" in answer.content.decode()


def test_a_strangers_household_is_not_there(county: Adopted) -> None:
    assert county.pk
    row = income()
    village = known("household").get(household_id=row.household_id).village_code
    elsewhere = known("household").exclude(village_code=village)[0].village_code
    client = enter(somebody("village_committee", area=elsewhere))
    undo = reverse("undo-change", kwargs={"key": row.household_id, "batch": 1})
    own = known("household").filter(village_code=elsewhere)[0].household_id
    smuggled = reverse("correct", kwargs={"key": own, "table": "income", "version": row.pk})
    someone = known("person").filter(household_id=row.household_id)[0].person_id
    for at in (
        address(row), smuggled, reverse("file", kwargs={"key": row.household_id}),
        reverse("changes", kwargs={"key": row.household_id}),
        reverse("person", kwargs={"key": someone}),
    ):  # fmt: skip
        assert client.get(at).status_code == 404, at
    assert client.post(address(row), {"reason": REASON, "wages": "1"}).status_code == 404
    assert client.post(undo).status_code == 404


def test_the_past_is_shown_as_it_was_known(county: Adopted, signed_in: SignedIn) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    yesterday = timezone.localdate() - timedelta(days=1)
    MODELS["income"].objects.update(recorded_at=timezone.now() - timedelta(days=3))
    send(client, address(row), wages="123456.78")
    at = reverse("file", kwargs={"key": row.household_id})
    assert "123456.78" in client.get(at).content.decode()
    then = client.get(at, {"known": yesterday.isoformat()}).content.decode()
    assert "123456.78" not in then
    shown = f"<dd>{row.wages}</dd>"  # a sum alone may be the end of a longer one
    assert shown in then
    assert shown not in client.get(at, {"on": "1990-01-01"}).content.decode()
    assert client.get(at, {"on": "sometime"}).status_code == 200


def test_few_queries_however_many_versions(
    county: Adopted, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert county.pk
    client, row = signed_in("county_office"), income()
    for wages in ("1", "2", "3", "4"):
        now = known("income").get(household_id=row.household_id, year=row.year)
        send(client, address(now), wages=wages)
    person = member(household_id=row.household_id).person_id
    now = known("income").get(household_id=row.household_id, year=row.year)
    for at in (
        reverse("file", kwargs={"key": row.household_id}),
        reverse("changes", kwargs={"key": row.household_id}),
        reverse("person", kwargs={"key": person}),
        address(now),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(at).status_code == 200
    assert len(versions_of("household", row.household_id, ("income",))) >= 5


def test_few_queries_however_many_villages_a_household_was_in(
    county: Adopted, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert county.pk
    client, home = signed_in("county_office"), known("household")[0]
    key = home.household_id
    codes = known("household").order_by("village_code").values_list("village_code", flat=True)
    villages = [code for code in codes.distinct() if code != home.village_code][:8]
    for code in villages:
        now = known("household").get(household_id=key)
        given = {"village_code": code, "natural_village_code": ""}
        assert send(client, address(now, "household"), **given).status_code == 302
    at = reverse("changes", kwargs={"key": key})
    names = fetch.place_names(villages)
    assert len(names) == 8
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(at).content.decode()
    assert all(f"{names[code]}（{code}）" in page for code in villages)


def test_a_village_is_chosen_by_name_among_those_of_ones_reach(county: Adopted) -> None:
    assert county.pk
    home = known("household").filter(natural_village_code__isnull=False)[0]
    client = enter(somebody("township", area=row_village(home)))
    form = client.get(address(home, "household")).context["form"]
    blank, (township, villages) = form.fields["village_code"].widget.choices
    assert blank[0] == ""
    assert township == fetch.place_names([row_village(home)])[row_village(home)]
    names = fetch.place_names(code for code, _name in villages)
    assert dict(villages) == names
    assert home.village_code in names
    assert all(code[:9] == home.village_code[:9] for code in names)
    _unknown, *smaller = form.fields["natural_village_code"].widget.choices
    assert home.natural_village_code in dict(smaller)
    assert all(code.startswith(home.village_code) and name != code for code, name in smaller)
    page = client.get(address(home, "household")).content.decode()
    assert f'value="{home.village_code}" selected' in page
    assert "行政村</label>" in page
    assert '<select name="village_code" required' in page


def test_a_household_leaves_its_natural_village_with_its_village(
    county: Adopted, signed_in: SignedIn
) -> None:
    assert county.pk
    home = known("household").filter(natural_village_code__isnull=False)[0]
    other = known("household").exclude(village_code=home.village_code)[0].village_code
    client = signed_in("county_office")
    answer = send(client, address(home, "household"), village_code=other)
    assert answer.status_code == 422
    assert "不在所选的行政村" in answer.content.decode()


def test_versions_are_the_rows_of_the_database(county: Adopted) -> None:
    assert county.pk
    key = income().household_id
    found = versions_of("household", key, OF_HOUSEHOLD, earlier=False)
    for one in found:
        row = MODELS[one.table.name].objects.get(pk=one.pk)
        for column in one.table.stored:
            assert getattr(one, column.name) == getattr(row, column.name), column.name
    incomes = known("income").filter(household_id=key).count()
    assert len([one for one in found if one.table.name == "income"]) == incomes
