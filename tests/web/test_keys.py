"""New keys for the names, and whoever is forgotten: nothing is lost, and nobody comes back."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.conftest import somebody
from wuxiang.errors import UserError
from wuxiang.sealing import Keys, key_file, load_keys, new_keys, seal, unseal
from wuxiang.web.decisions.models import Adopted, Task
from wuxiang.web.journal.chain import first_break
from wuxiang.web.journal.models import Entry
from wuxiang.web.keeping.erasing import erase, erase_again, holds_on
from wuxiang.web.keeping.rotation import retire, rotate, sealed_under
from wuxiang.web.registry import fetch, secrecy
from wuxiang.web.registry.models import MODELS, FieldKey, Found
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
GROUND = "档案室 2027-3 号"


@pytest.fixture
def own(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """The keys of all tests, in a folder that this test may write to."""
    shutil.copytree(key_file().parent, tmp_path / "keys")
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    return keys


def names() -> dict[str, dict[str, str]]:
    people = list(known("person").order_by("person_id")[:300])
    return {
        str(one.person_id): dict(one.names) for one in fetch.opened({"person": people})["person"]
    }


def cut_after(tables: int) -> None:
    """Rotate, and be killed at the table of this number."""

    def told(_name: str, number: int, _of: int) -> None:
        if number > tables:
            raise KeyboardInterrupt

    rotate(told)


def test_a_rotation_that_is_killed_is_finished_by_the_next(county: Adopted, own: Keys) -> None:
    assert county.pk
    before, rows = names(), sealed_under()
    assert set(rows) == {own.key_id}
    with pytest.raises(KeyboardInterrupt):
        cut_after(1)
    half = sealed_under()
    assert set(half) == {own.key_id, load_keys(create=False).key_id}
    assert names() == before
    keys, anew = rotate()
    assert anew == half[own.key_id]
    assert sealed_under() == {keys.key_id: rows[own.key_id]}
    assert names() == before
    assert first_break() is None
    assert [entry.act for entry in Entry.objects.all()[:2]] == ["keys.resealed", "keys.rotate"]


def test_what_was_sealed_anew_needs_the_new_key_alone(county: Adopted, own: Keys) -> None:
    assert county.pk
    keys, anew = rotate()
    assert anew > 1_000
    assert (keys.token, dict(keys.old)) == (own.token, {own.key_id: own.seal})
    row = known("person").filter(sealed__isnull=False)[0]
    salt = secrecy.salts_of([row.person_id])[row.person_id]
    table = MODELS["person"].table
    alone = secrecy.own_keys(replace(keys, old=()), salt)
    assert secrecy.opened_row(alone, table, row.person_id, sealed=bytes(row.sealed))["name"]
    with pytest.raises(UserError, match="was sealed with key"):
        secrecy.opened_row(
            secrecy.own_keys(own, salt), table, row.person_id, sealed=bytes(row.sealed)
        )


def test_people_are_found_after_a_rotation_and_twice_rotates_twice(
    county: Adopted, own: Keys
) -> None:
    assert county.pk
    name = next(one["name"] for one in names().values() if one.get("name"))
    first, _rows = rotate()
    second, rows = rotate()
    assert len({own.key_id, first.key_id, second.key_id}) == 3
    assert sealed_under() == {second.key_id: rows}
    found = fetch.households(somebody("county_office"), fetch.Asked(words=name))
    assert found.paginator.count > 0


def test_what_was_sealed_for_the_erased_does_not_keep_an_old_key_alive(
    county: Adopted, own: Keys
) -> None:
    assert county.pk
    row = known("person").filter(sealed__isnull=False)[0]
    FieldKey.objects.filter(subject=row.person_id).delete()
    rotate()
    after = bytes(MODELS["person"].objects.get(pk=row.pk).sealed)
    assert after[16:] == bytes(row.sealed)[16:]
    assert own.key_id not in sealed_under()


def test_an_old_key_is_retired_only_when_nothing_needs_it(county: Adopted, own: Keys) -> None:
    with pytest.raises(KeyboardInterrupt):
        cut_after(1)
    with pytest.raises(UserError, match="rows of the register are sealed"):
        retire(own.key_id)
    rotate()
    with pytest.raises(UserError, match="has names sealed"):
        retire(own.key_id)
    Adopted.objects.all().delete()
    retire(own.key_id)
    assert load_keys(create=False).old == ()
    assert own.seal.hex() not in key_file().read_text()
    with pytest.raises(UserError, match="none of the old keys"):
        retire(own.key_id)
    assert Entry.objects.all()[0].act == "keys.retire"
    assert county.folder


def test_a_sealed_file_opens_with_an_old_key_and_with_no_other() -> None:
    before, after = new_keys(), new_keys()
    sealed = seal(before, b"x", label="one")
    both = replace(after, old=((before.key_id, before.seal),))
    assert unseal(both, sealed, label="one") == b"x"
    with pytest.raises(UserError, match=before.key_id):
        unseal(after, sealed, label="one")
    with pytest.raises(UserError, match="was changed"):
        unseal(both, sealed[:-1] + bytes([sealed[-1] ^ 1]), label="one")


@pytest.fixture
def own_list(own: Keys) -> Path:
    """Where the erased are listed, beside the keys of this test."""
    assert own.key_id
    return key_file().with_name("erased")


def paid() -> str:
    """Somebody who was paid something and has a task."""
    people = Task.objects.filter(person_id__isnull=False).values("person_id")
    return str(known("benefit_paid").filter(person_id__in=people)[0].person_id)


def left() -> str:
    """Somebody whom nothing holds."""
    for row in known("person").filter(sealed__isnull=False):
        known("person").filter(person_id=row.person_id).update(left_on="2018-01-01")
        if not holds_on(row.person_id):
            return str(row.person_id)
    raise AssertionError("everybody is held")


def test_what_must_be_kept_is_refused_with_its_reason(county: Adopted, own_list: Path) -> None:
    assert county.pk
    key = paid()
    with pytest.raises(UserError, match="held by law or by open work") as refused:
        erase(key, ground=GROUND)
    for words in ("payments from", "会计档案", "任务", "在册"):
        assert words in str(refused.value)
    assert FieldKey.objects.filter(subject=key).exists()
    assert not own_list.exists()
    with pytest.raises(UserError):
        erase(key, ground=GROUND, lifted="   ")


def test_whoever_is_erased_is_named_nowhere(county: Adopted, own_list: Path) -> None:
    assert county.pk
    office, key = somebody("county_office"), left()
    name = fetch.person(office, key).name
    assert name
    assert erase(key, ground=GROUND) >= 1
    assert fetch.person(office, key).names == {}
    assert not Found.objects.filter(person_id=key).exists()
    assert not FieldKey.objects.filter(subject=key).exists()
    entry = Entry.objects.all()[0]
    assert (entry.act, entry.subject, entry.detail["ground"]) == ("person.erase", key, GROUND)
    assert name not in str(entry.detail)
    assert own_list.read_text().startswith(key)
    assert own_list.stat().st_mode & 0o077 == 0
    with pytest.raises(UserError, match="nobody with identities"):
        erase(key, ground=GROUND)


def test_a_hold_is_lifted_by_name_and_that_is_written_down(county: Adopted, own_list: Path) -> None:
    assert county.pk
    assert not own_list.exists()
    key = paid()
    erase(key, ground=GROUND, lifted="县财政局 2049-1 号")
    assert Entry.objects.all()[0].detail["hold_lifted"] == "县财政局 2049-1 号"
    assert known("benefit_paid").filter(person_id=key).exists()


def test_a_restore_does_not_bring_him_back(county: Adopted, own_list: Path) -> None:
    assert county.pk
    assert not own_list.exists()
    key, other = left(), known("household").filter(sealed__isnull=False)[0].household_id
    salt = FieldKey.objects.get(subject=key).salt
    erase(key, ground=GROUND)
    assert erase_again() == 0
    FieldKey.objects.create(subject=key, salt=salt)
    assert erase_again() == 1
    assert not FieldKey.objects.filter(subject=key).exists()
    assert FieldKey.objects.filter(subject=other).exists()
