"""The register: in and out again, history kept, an import undone, people found and erased."""

import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import enter, somebody
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys, seal
from wuxiang.snapshot import identities, read_manifest, table_file
from wuxiang.web.accounts.models import Scope
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.journal.models import Entry
from wuxiang.web.registry import fetch, secrecy
from wuxiang.web.registry.loading import (
    STAGED,
    Difference,
    clear_staged,
    compare,
    load_snapshot,
    undo,
)
from wuxiang.web.registry.models import MODELS, FieldKey, Row
from wuxiang.web.registry.naming import one_township, village_names
from wuxiang.web.registry.taking import known as rows_of
from wuxiang.web.registry.taking import take_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(county: Adopted, small_snapshot: Path) -> Path:
    """The snapshot that the register was loaded from."""
    assert county.pk
    return small_snapshot


def test_the_migrations_are_complete() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_column_of_the_vocabulary_hides_one_of_the_registers_own() -> None:
    own = {field.name for field in Row._meta.get_fields()}
    assert {c.name for table in TABLES.values() for c in table.stored} & own == set()


def test_what_goes_in_comes_out(loaded: Path, keys: Keys, tmp_path: Path) -> None:
    day = read_manifest(loaded).day
    take_snapshot(tmp_path / "out", county="hequ", keys=keys, as_of=day)
    for name, table in TABLES.items():
        before, after = (pq.read_table(table_file(one, name)) for one in (loaded, tmp_path / "out"))
        assert after.to_pylist() == before.to_pylist(), name
        assert after.schema.types == before.schema.types, name
        if table.sealed:
            named = [
                {
                    tuple(row[k] for k in table.key): row
                    for row in found.to_pylist()
                    if _says(row, table.key)
                }
                for found in (identities(one, keys, name) for one in (loaded, tmp_path / "out"))
            ]
            assert named[0] == named[1], name
    assert read_manifest(tmp_path / "out").invented


def one(name: str) -> Any:
    """Some known row of a table."""
    row = rows_of(name).first()
    assert row is not None
    return row


def _says(row: dict[str, object], key: tuple[str, ...]) -> bool:
    return any(value for name, value in row.items() if name not in key)


def test_the_same_again_changes_nothing(loaded: Path, keys: Keys) -> None:
    again = load_snapshot(loaded, keys=keys, by=None, what="再来一次")
    assert again.rows == {}
    assert Entry.objects.filter(act="import.take").count() == 2


def test_a_correction_stays_until_a_list_says_something_new(loaded: Path, keys: Keys) -> None:
    row = one("household")
    key = str(row.household_id)
    rows_of("household").filter(household_id=key).update(superseded_at=timezone.now())
    row.pk, row.said, row.reason = None, "corrected", "本人说的"
    row.save(force_insert=True)
    assert compare(loaded, keys=keys)["household"].changed == 0
    assert load_snapshot(loaded, keys=keys, by=None, what="再来一次").rows == {}
    versions = MODELS["household"].objects.filter(household_id=key, superseded_at__isnull=False)
    assert versions.update(said="what the list said before") == 1
    assert load_snapshot(loaded, keys=keys, by=None, what="新说法").rows == {"household": 1}


def test_a_list_without_a_column_takes_nothing_away(
    loaded: Path, keys: Keys, tmp_path: Path
) -> None:
    poorer = shutil.copytree(loaded, tmp_path / "poorer")
    file = table_file(poorer, "person")
    people = pq.read_table(file)
    assert people["schooling"].null_count < len(people)
    at = people.column_names.index("schooling")
    empty = pa.nulls(len(people), people.schema.types[at])
    pq.write_table(people.set_column(at, "schooling", empty), file)
    named = identities(loaded, keys, "person")
    at = named.column_names.index("name")
    nameless = named.set_column(at, "name", pa.nulls(len(named), pa.string()))
    buffer = BytesIO()
    pq.write_table(nameless, buffer)
    sealed = seal(keys, buffer.getvalue(), label="person")
    (poorer / "sealed" / "person.sealed").write_bytes(sealed)
    found = compare(poorer, keys=keys)["person"]
    assert found == Difference(fresh=0, changed=0, same=len(people), absent=0)
    assert load_snapshot(poorer, keys=keys, by=None, what="没有这两列").rows == {}
    rows = pq.read_table(file)
    at = rows.column_names.index("sex")
    some = pa.array([None] * (len(rows) - 1) + ["female"], rows.schema.types[at])
    pq.write_table(rows.set_column(at, "sex", some), file)
    found = compare(poorer, keys=keys)["person"]
    assert found.changed > len(people) / 2  # a column that says something speaks for all rows


def test_a_changed_row_supersedes_and_is_undone(loaded: Path, keys: Keys) -> None:
    office = somebody("county_office")
    rows = rows_of("household")
    key = one("household").household_id
    before = timezone.now()
    rows.filter(household_id=key).update(said="another")
    changed = load_snapshot(loaded, keys=keys, by=office, what="更正")
    assert changed.rows == {"household": 1}
    assert MODELS["household"].objects.filter(household_id=key).count() == 2
    assert rows_of("household", at=before).filter(household_id=key).count() == 1
    undo(changed, by=office)
    assert rows_of("household").filter(household_id=key).count() == 1
    assert rows_of("household").get(household_id=key).said == "another"
    assert Entry.objects.values_list("act", flat=True)[0] == "import.undo"


def test_what_a_killed_load_left_is_known_to_nobody_and_cleared(loaded: Path) -> None:
    assert loaded.is_dir()
    rows = MODELS["village"].objects
    row = rows.first()
    assert row is not None
    row.pk, row.superseded_at = None, STAGED
    row.recorded_at = timezone.now() + timedelta(hours=1)
    row.save(force_insert=True)
    assert rows_of("village").count() == rows.count() - 1
    assert rows_of("village", at=timezone.now() + timedelta(days=1)).count() == rows.count() - 1
    clear_staged()
    assert rows_of("village").count() == rows.count()


def test_people_are_found_by_name_initials_and_number(loaded: Path, keys: Keys) -> None:
    office = somebody("county_office")
    named = next(row for row in identities(loaded, keys, "person").to_pylist() if row["id_number"])
    row = rows_of("person").get(person_id=named["person_id"])
    for words in (named["name"], secrecy.initials(named["name"]).upper(), named["id_number"]):
        found = fetch.households(office, fetch.Asked(words=words))
        numbered = [str(one.row.household_id) for one in found]
        assert row.household_id in numbered or found.paginator.num_pages > 1
    assert not list(fetch.households(office, fetch.Asked(words="没有这个人")))


def test_no_identity_lies_open_in_the_database(loaded: Path, keys: Keys) -> None:
    named = identities(loaded, keys, "person").to_pylist()[0]
    for model in MODELS.values():
        for row in model.objects.all()[:50]:
            text = " ".join(str(value) for value in vars(row).values())
            assert str(named["id_number"]) not in text
    sealed = bytes(one("person").sealed)
    assert named["name"].encode() not in sealed


def test_whoever_is_erased_stays_unreadable(loaded: Path) -> None:
    assert loaded.is_dir()
    office = somebody("county_office")
    row = one("person")
    key = str(row.person_id)
    assert fetch.person(office, key).name
    FieldKey.objects.filter(subject=key).delete()
    assert fetch.person(office, key).names == {}


def test_each_sees_his_own_and_nobody_elses(loaded: Path) -> None:
    assert loaded.is_dir()
    some = rows_of("household").order_by("village_code")
    first, last = some.first(), some.last()
    assert first is not None
    assert last is not None
    village = somebody("village_committee", area=first.village_code)
    seen = {one.row.village_code for one in fetch.households(village, fetch.Asked())}
    assert seen == {first.village_code}
    assert fetch.household(village, first.household_id).head
    with pytest.raises(Http404):
        fetch.household(village, last.household_id)
    member = rows_of("person").filter(household_id=last.household_id)[0]
    with pytest.raises(Http404):
        fetch.person(village, member.person_id)
    place = str(last.village_code)
    assert not list(fetch.households(village, fetch.Asked(place=place)))


def test_a_helper_sees_those_he_is_paired_with_today(loaded: Path) -> None:
    assert loaded.is_dir()
    paired = rows_of("pairing").filter(to_date__isnull=True)[0]
    helper = somebody("helper", helper_id=paired.helper_id)
    seen = {one.row.household_id for one in fetch.households(helper, fetch.Asked())}
    mine = rows_of("pairing").filter(helper_id=helper.helper_id, to_date__isnull=True)
    assert seen == set(mine.values_list("household_id", flat=True))
    assert paired.household_id in seen


def test_the_tree_of_places_counts_what_one_sees(loaded: Path) -> None:
    assert loaded.is_dir()
    office = somebody("county_office")
    townships = fetch.places(office, "")
    assert sum(one.households for one in townships) == rows_of("household").count()
    villages = fetch.places(office, townships[0].code)
    assert sum(one.households for one in villages) == townships[0].households
    assert all(one.name and one.poor <= one.households for one in villages)
    assert fetch.places(somebody("administrator"), "") == []


def test_a_number_is_shown_without_its_middle() -> None:
    assert secrecy.masked("140930199001010011") == "140930********0011"
    assert secrecy.masked("12345678901") == "123******01"
    assert secrecy.masked("123") == "***"
    assert secrecy.masked("") == ""


def test_a_village_is_told_with_its_township(county: Adopted) -> None:
    assert county.pk
    one = rows_of("household")[0]
    village, township = one.village_code, one.village_code[:9] + "000"
    names = fetch.place_names([village, township])
    whole = f"{names[township]} {names[village]}"
    assert village_names([village, None, "0"], Scope()) == {village: whole}
    assert village_names([township], Scope()) == {township: names[township]}
    within = Scope(prefix=township[:9])
    assert village_names([village], within) == {village: names[village]}


def test_search_tells_the_township_and_asks_no_more(
    county: Adopted, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert county.pk
    client = enter(somebody("county_office"))
    one = rows_of("household").order_by("village_code")[0]
    names = fetch.place_names([one.village_code, one.village_code[:9] + "000"])
    client.get("/households/")
    with django_assert_max_num_queries(12):
        page = client.get("/households/").content.decode()
    assert f"{names[one.village_code[:9] + '000']} {names[one.village_code]}</td>" in page


def test_who_sees_one_township_sees_its_villages_at_once(county: Adopted) -> None:
    assert county.pk
    one = rows_of("household").order_by("village_code")[0]
    township = one.village_code[:9] + "000"
    names = fetch.place_names([one.village_code, township])
    clerk = enter(somebody("village_committee", area=one.village_code))
    page = clerk.get("/places/").content.decode()
    assert f"<h1>{names[township]}</h1>" in page
    assert f"<td>{names[one.village_code]}</td>" in page
    office = enter(somebody("county_office")).get("/places/").content.decode()
    assert f'href="/places/{township}/">{names[township]}</a>' in office
    assert one_township(Scope(helper_id="a")) == one_township(Scope(prefix="140930")) == ""


def test_a_household_says_its_township_and_village_as_far_as_they_are_known(
    county: Adopted,
) -> None:
    assert county.pk
    one, office = rows_of("household").order_by("village_code")[0], somebody("county_office")
    township = one.village_code[:9] + "000"
    names = fetch.place_names([one.village_code, township])
    whole = fetch.household(office, one.household_id).row.place
    assert whole == f"{names[township]} {names[one.village_code]}"
    MODELS["area"].objects.filter(area_code=township).delete()
    assert fetch.household(office, one.household_id).row.place == names[one.village_code]
    MODELS["area"].objects.filter(area_code=one.village_code).delete()
    assert fetch.household(office, one.household_id).row.place == ""
