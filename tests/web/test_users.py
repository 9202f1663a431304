"""The administrator's pages: a place and a helper are chosen by name, and checked."""

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.web.conftest import TOWNSHIP, VILLAGE, SignedIn, somebody
from wuxiang.web.accounts.models import Scope, User
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk import users
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry.fetch import opened, place_names
from wuxiang.web.registry.naming import places_by_township
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
GIVEN = {"username": "li", "name": "李某", "role": "township", "is_active": "on"}


@pytest.fixture
def keeper(county: Adopted, signed_in: SignedIn) -> Client:
    """An administrator, with the small county in the register."""
    assert county.pk
    return signed_in("administrator")


def made(keeper: Client, **given: str) -> User | None:
    keeper.post("/users/new/", GIVEN | given)
    return User.objects.filter(username="li").first()


def test_the_administrator_makes_changes_and_resets_accounts(keeper: Client) -> None:
    assert "必须填写" in keeper.post("/users/new/", GIVEN).content.decode()
    page = keeper.post("/users/new/", GIVEN | {"area": TOWNSHIP})
    password = page.context["password"]
    assert User.objects.get(username="li").check_password(password)
    keeper.post("/users/li/", GIVEN | {"area": "140930101000", "name": "李四"})
    user = User.objects.get(username="li")
    assert (user.name, user.area) == ("李四", "140930101000")
    TOTPDevice.objects.create(user=user)
    again = keeper.post("/users/li/reset/").context["password"]
    assert User.objects.get(username="li").check_password(again)
    assert not TOTPDevice.objects.filter(user=user).exists()
    acts = set(Entry.objects.values_list("act", flat=True))
    assert acts >= {"user.create", "user.change", "user.reset"}
    listed = keeper.get("/users/", {"q": "李"}).content.decode()
    assert "李四" in listed
    assert place_names(["140930101000"])["140930101000"] in listed


def test_a_place_is_chosen_by_name_from_those_of_today(keeper: Client) -> None:
    page = keeper.get("/users/new/").content.decode()
    names = place_names([TOWNSHIP, VILLAGE])
    assert f'<optgroup label="{names[TOWNSHIP]}">' in page
    assert f'<option value="{TOWNSHIP}">{names[TOWNSHIP]}（全部）</option>' in page
    assert f'<option value="{VILLAGE}">{names[VILLAGE]}</option>' in page
    known("area").filter(area_code=VILLAGE).update(valid_to="2019-01-01")
    assert f'"{VILLAGE}"' not in keeper.get("/users/new/").content.decode()
    assert made(keeper, area=VILLAGE, role="village_committee") is None


@pytest.mark.parametrize("area", ["140930", "140930100", "99", "文笔镇"])
def test_what_is_no_place_is_refused(keeper: Client, area: str) -> None:
    assert made(keeper, area=area) is None


def test_a_user_of_a_village_gets_a_village(keeper: Client) -> None:
    answer = keeper.post("/users/new/", GIVEN | {"role": "village_committee", "area": TOWNSHIP})
    assert "要选到村" in answer.content.decode()
    assert made(keeper, role="village_committee", area=VILLAGE)


def test_a_place_that_is_no_more_stays_with_whoever_has_it(keeper: Client) -> None:
    user = somebody("township", username="li", area="140930999000")
    user.set_password("一个够长的口令-2019")
    user.save()
    keeper.post("/users/li/", GIVEN | {"area": "140930999000", "name": "李四"})
    assert User.objects.get(username="li").name == "李四"


def test_only_places_of_ones_own_are_offered(county: Adopted) -> None:
    assert county.pk
    names = place_names([TOWNSHIP, VILLAGE])
    assert places_by_township(Scope(prefix=VILLAGE)) == [
        (names[TOWNSHIP], [(VILLAGE, names[VILLAGE])])
    ]
    of_township = places_by_township(Scope(prefix=TOWNSHIP[:9]))
    assert [above for above, _listed in of_township] == [names[TOWNSHIP]]
    assert of_township[0][1][0] == (TOWNSHIP, f"{names[TOWNSHIP]}（全部）")
    assert places_by_township(Scope(nobody=True)) == []


def test_a_helper_is_found_by_name_or_unit_and_what_was_typed_waits(keeper: Client) -> None:
    row = known("helper").filter(to_date__isnull=True).exclude(unit=None).first()
    one = opened({"helper": [row]})["helper"][0]
    typed = {"username": "", "name": "高某", "role": "helper", "find": "1"}
    for words in (one.name, one.unit):
        page = keeper.post("/users/new/", typed | {"who": words}).content.decode()
        assert f'<option value="{one.helper_id}">{one.name}（{one.unit}）</option>' in page
        assert 'value="高某"' in page
        assert "errorlist" not in page
    nobody = keeper.post("/users/new/", typed | {"who": "没有这个人"}).content.decode()
    assert "没有找到。换一个词再试" in nobody
    assert made(keeper, role="helper", who=one.name, helper_id=one.helper_id)
    assert User.objects.get(username="li").helper_id == one.helper_id


def test_a_helper_who_was_not_found_is_none(keeper: Client) -> None:
    assert made(keeper, role="helper", helper_id="h1") is None


def test_users_come_page_by_page(keeper: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "A_PAGE", 1)
    somebody("helper")
    assert "第 1 页，共 2 页" in keeper.get("/users/").content.decode()


def test_without_areas_the_page_says_what_comes_first(keeper: Client) -> None:
    known("area").delete()
    assert "请县扶贫办先导入名单" in keeper.get("/users/new/").content.decode()
