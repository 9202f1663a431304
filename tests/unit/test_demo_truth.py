"""The demo county holds together, and the article's figures come out of its records."""

from decimal import Decimal

import pytest
from stdnum.cn import ric

from tests.demo_records import MEMBER, SMALL, ask, number, small
from wuxiang.demo import generate
from wuxiang.schema import MADE_BY_INTAKE, TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_rows_and_a_key_without_doubles(name: str) -> None:
    key = ", ".join(TABLES[name].key)
    rows, keys = ask(f"SELECT count(*), count(DISTINCT ({key})) FROM {name}")[0]
    assert rows == keys
    assert (int(str(rows)) > 0) == (name not in MADE_BY_INTAKE)


@pytest.mark.parametrize("name", TABLES)
def test_codes_are_those_of_the_vocabulary_and_required_cells_are_there(name: str) -> None:
    table = small()[name]
    for column in TABLES[name].columns:
        values = {value for value in table[column.name].unique().to_pylist() if value is not None}
        if column.codes is not None:
            assert values <= column.codes.values, column.name
        if column.required:
            assert table[column.name].null_count == 0, column.name


def test_the_same_seed_gives_the_same_tables_and_another_seed_others() -> None:
    again, other = generate(7, SMALL), generate(8, SMALL)
    for name, table in small().items():
        assert table.equals(again.tables[name]), name
    assert not small()["person"].equals(other.tables["person"])


def test_every_household_that_has_members_has_one_head_who_is_one() -> None:
    heads = "SELECT household_id FROM person WHERE relation = 'head' AND left_on IS NULL"
    lived = "SELECT count(DISTINCT household_id) FROM person WHERE left_on IS NULL"
    assert number(f"SELECT count(*) FROM ({heads})") == number(lived)
    assert number(f"SELECT count(DISTINCT household_id) FROM ({heads})") == number(lived)


def test_spouses_differ_in_sex_and_there_is_at_most_one() -> None:
    pairs = (
        "SELECT h.sex = s.sex FROM person h JOIN person s USING (household_id) "
        "WHERE h.relation = 'head' AND s.relation = 'spouse'"
    )
    assert {row[0] for row in ask(pairs)} == {False}
    spouses = "SELECT count(*) AS n FROM person WHERE relation = 'spouse' GROUP BY household_id"
    assert number(f"SELECT max(n) FROM ({spouses})") == 1


@pytest.mark.parametrize(
    ("elder", "younger"),
    [
        ("head", "son"),
        ("head", "daughter"),
        ("spouse", "son"),
        ("mother", "head"),
        ("father", "head"),
        ("son", "grandson"),
        ("daughter_in_law", "grandson"),
    ],
)
def test_parents_are_fifteen_years_older_than_children(elder: str, younger: str) -> None:
    years = (
        "SELECT min(date_diff('year', e.birth_date, y.birth_date)) FROM person e "
        "JOIN person y USING (household_id) "
        f"WHERE e.relation = '{elder}' AND y.relation = '{younger}'"
    )
    found = number(years, whole=True)
    assert found is not None
    assert int(str(found)) >= 15


def test_id_numbers_are_valid_and_tell_birth_and_sex() -> None:
    rows = ask("SELECT id_number, birth_date, sex FROM person")
    for text, birth, sex in rows:
        value = str(text)
        assert value[:6] in ("140930", "142232")
        assert 900 <= int(value[14:17]) <= 989
        assert ric.get_birth_date(value) == birth
        assert ric.calc_check_digit(value) == value[-1]
        assert (int(value[16]) % 2 == 1) == (sex == "male")
    assert len({row[0] for row in rows}) == len(rows)


def test_phones_and_accounts_are_nobodys() -> None:
    assert number("SELECT bool_and(phone LIKE '100%' AND length(phone) = 11) FROM person") is True
    assert number("SELECT bool_and(account LIKE '0000%') FROM household") is True


def test_pupils_are_of_school_age_and_have_no_education_yet() -> None:
    assert number("SELECT count(*) FROM person WHERE education IS NULL AND schooling IS NULL") == 0
    assert (
        number("SELECT count(*) FROM person WHERE education IS NOT NULL AND schooling IS NOT NULL")
        == 0
    )
    ages = "date_diff('year', birth_date, DATE '2018-09-01')"
    assert number(f"SELECT max({ages}) FROM person WHERE schooling = 'primary'") in (11, 12)
    assert number(f"SELECT count(*) FROM person WHERE schooling = 'senior_1' AND {ages} < 14") == 0


def test_what_happens_to_people_happens_while_they_are_members() -> None:
    stays = (
        "SELECT count(*) FROM hospital_stay s JOIN person p USING (person_id) "
        "WHERE admitted_on < joined_on AND person_id NOT IN (SELECT person_id FROM household_event "
        "WHERE other_household_id IS NOT NULL) "
        "OR discharged_on > coalesce(left_on, DATE '2019-04-30') "
        "OR days <> discharged_on - admitted_on"
    )
    assert number(stays, whole=True) == 0
    lengths = {row[0] for row in ask("SELECT DISTINCT days FROM hospital_stay", whole=True)}
    assert lengths >= {10, 11, 15, 16, 20, 30}


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("benefit_paid", "person_id", "person"),
        ("hospital_stay", "person_id", "person"),
        ("insurance", "person_id", "person"),
        ("disability", "person_id", "person"),
        ("claim", "person_id", "person"),
        ("person", "household_id", "household"),
        ("income", "household_id", "household"),
        ("pairing", "household_id", "household"),
        ("pairing", "helper_id", "helper"),
        ("village_leader", "helper_id", "helper"),
        ("house_survey", "house_id", "house"),
        ("care_time", "facility_id", "facility"),
    ],
)
def test_rows_refer_to_what_is_there(table: str, column: str, known: str) -> None:
    strangers = f"SELECT {column} FROM {table} EXCEPT SELECT {column} FROM {known}"
    assert ask(strangers) == []


def test_statuses_follow_each_other_without_gap_or_overlap() -> None:
    breaks = (
        "SELECT count(*) FROM (SELECT household_id, to_date, lead(from_date) OVER w AS next "
        "FROM household_status WINDOW w AS (PARTITION BY household_id ORDER BY from_date)) "
        "WHERE to_date IS DISTINCT FROM next AND NOT (next IS NULL AND household_id IN "
        "(SELECT household_id FROM household_event WHERE kind = 'merge'))"
    )
    assert number(breaks) == 0
    now = {row[0] for row in ask("SELECT status FROM household_status WHERE to_date IS NULL")}
    assert len(now) == 6


def test_household_files_name_areas_that_exist() -> None:
    codes = (
        "SELECT village_code FROM household UNION SELECT natural_village_code FROM household "
        "WHERE natural_village_code IS NOT NULL EXCEPT SELECT area_code FROM area"
    )
    assert ask(codes) == []
    marked = "SELECT bool_and(name LIKE '%（演示）') FROM area WHERE level = 'natural_village'"
    assert number(marked) is True


def test_payments_are_right_missing_double_too_little_undue_and_returned() -> None:
    paid = "FROM benefit_paid WHERE programme = 'disability_supplement'"
    assert number(f"SELECT count(*) {paid} AND state = 'returned'", whole=True) != 0
    assert number(f"SELECT count(*) {paid} AND amount = 300", whole=True) != 0
    strangers = f"SELECT person_id {paid} EXCEPT SELECT person_id FROM disability"
    assert len(ask(strangers, whole=True)) > 0
    unpaid = "SELECT person_id FROM disability EXCEPT SELECT person_id FROM benefit_paid"
    assert len(ask(unpaid, whole=True)) > 0
    doubles = f"SELECT person_id {paid} AND state = 'paid' GROUP BY 1 HAVING count(*) > 1"
    assert len(ask(doubles, whole=True)) > 0


INDICATORS = (
    ("incidence", 30),
    ("income_per_head", -3000),
    ("infrastructure_score", -60),
    ("housing_score", -60),
    ("support_share", 15),
    ("illness_share", 25),
    ("elderly_share", 20),
    ("services_score", -60),
)
"""Thresholds; negative where less is worse."""


def worse(but: str = "", moved: int = 0) -> str:
    """The eight thresholds as SQL, with that of `but` moved so many points."""
    tests = [
        f"sign({limit}) * {name} >= {limit} + {moved if name == but else 0}"
        for name, limit in INDICATORS
    ]
    return " AND ".join(tests)


MOVERS = """
    SELECT count(DISTINCT place_code), count(DISTINCT household_id), count(*)
    FROM hardship JOIN household h ON place_code = coalesce(natural_village_code, h.village_code)
    JOIN person USING (household_id) WHERE left_on IS NULL AND {worse}
"""


def test_33_villages_664_households_and_1546_people_move() -> None:
    assert ask(MOVERS.format(worse=worse()), whole=True) == [(33, 664, 1546)]


@pytest.mark.parametrize("name", [name for name, _ in INDICATORS])
def test_others_move_when_any_threshold_moves(name: str) -> None:
    step = 600 if name == "income_per_head" else 10
    fewer = ask(MOVERS.format(worse=worse(name, step)), whole=True)[0]
    more = ask(MOVERS.format(worse=worse(name, -10 * step)), whole=True)[0]
    assert int(str(fewer[0])) < 33 < int(str(more[0]))


def test_732_boarders_pay_900000_yuan_in_two_terms() -> None:
    boarders = "FROM school_term WHERE boards AND county_school AND stage IN ('primary', 'junior')"
    assert ask(f"SELECT count(DISTINCT person_id), sum(boarding_fee) {boarders}", whole=True) == [
        (732, Decimal(900_000))
    ]
    senior = "FROM school_term WHERE boards AND stage = 'senior' AND county_school"
    assert int(str(number(f"SELECT count(*) {senior}", whole=True))) > 1_000


def test_314_villages_have_road_and_bus_in_the_last_round_but_not_in_the_first() -> None:
    served = "count(*) FILTER (WHERE hardened_road AND bus <> 'none')"
    first, last = ask(
        f"SELECT {served} FROM village_survey GROUP BY round ORDER BY round", whole=True
    )
    assert last == (314,)
    assert int(str(first[0])) < 314
    modes = ask("SELECT DISTINCT bus FROM village_survey WHERE round = 2", whole=True)
    assert {row[0] for row in modes} == {"scheduled", "fixed_day", "telephone"}


def test_144_institutions_serve_314_villages_within_30_minutes() -> None:
    served = (
        "SELECT count(DISTINCT facility_id), count(DISTINCT place_code) FROM care_time "
        "JOIN facility f USING (facility_id) WHERE closed_on IS NULL AND minutes <= 30 "
        "AND length(place_code) = 12"
    )
    assert ask(served, whole=True) == [(144, 314)]
    natural = "FROM care_time WHERE length(place_code) = 15"
    assert number(f"SELECT count(*) {natural} AND minutes > 30", whole=True) == 8
    assert number(f"SELECT count(*) {natural} AND minutes IS NULL", whole=True) == 6


def test_the_county_has_the_size_of_hequ() -> None:
    assert number("SELECT count(*) FROM household", whole=True) == 50_000
    people = int(str(number(f"SELECT count(*) FROM person WHERE {MEMBER}", whole=True)))
    assert 135_000 < people < 145_000
    registered = "SELECT count(*) FROM household WHERE identified_on IS NOT NULL"
    assert number(registered, whole=True) == 9_600
    assert ask("SELECT count(*) FROM village WHERE poor_village", whole=True) == [(160,)]
    assert ask("SELECT count(*) FROM village WHERE rain_fed_water", whole=True) == [(24,)]


def test_few_businesses_are_without_cost_and_none_earns_next_to_nothing() -> None:
    sums = "count(*) FILTER (WHERE business > 0), count(*) FILTER (WHERE business_cost = 0), "
    rows, without, trifling = ask(
        f"SELECT {sums} count(*) FILTER (WHERE business - business_cost < 50) FROM income "
        "WHERE business > 0",
        whole=True,
    )[0]
    assert trifling == 0
    assert 0 < int(str(without)) < int(str(rows)) / 100


MOVED = "FROM household_event e JOIN person p USING (person_id) WHERE e.other_household_id"


def test_splits_and_mergers_stand_in_the_books_of_both_households() -> None:
    kinds = f"SELECT kind, count(*) FILTER (p.household_id = e.household_id), count(*) {MOVED}"
    rows = ask(f"{kinds} IS NOT NULL GROUP BY kind ORDER BY kind", whole=True)
    assert [(kind, 2 * int(str(joined))) for kind, joined, _ in rows] == [
        (kind, count) for kind, _, count in rows
    ]
    assert [kind for kind, *_ in rows] == ["merge", "split"]


def test_who_moves_belongs_to_the_new_household_from_that_day_and_was_born_before() -> None:
    wrong = f"SELECT count(*) {MOVED} IS NOT NULL AND p.household_id = e.household_id"
    assert number(f"{wrong} AND NOT (p.joined_on = e.happened_on)", whole=True) == 0
    assert number(f"{wrong} AND p.birth_date >= e.happened_on", whole=True) == 0
    went = "SELECT person_id FROM household_event WHERE other_household_id IS NOT NULL"
    births = f"WHERE e.kind = 'birth' AND p.joined_on <> p.birth_date AND person_id NOT IN ({went})"
    own = f"SELECT count(*) FROM household_event e JOIN person p USING (person_id) {births}"
    assert number(own, whole=True) == 0


def test_a_split_keeps_standing_and_surname_and_leaves_no_income_of_its_own() -> None:
    split = (
        "SELECT DISTINCT household_id AS new, other_household_id AS old, happened_on AS on_day "
        "FROM household_event JOIN person USING (person_id, household_id) WHERE kind = 'split'"
    )
    assert number(f"SELECT count(*) FROM ({split})", whole=True) == 110
    books = f"FROM household_status JOIN ({split}) s ON household_id"
    new, old = (f"SELECT status, to_date {books} = {which}" for which in ("s.new", "s.old"))
    assert (
        ask(f"({new}) EXCEPT ALL ({old}) UNION ALL (({old}) EXCEPT ALL ({new}))", whole=True) == []
    )
    began = f"SELECT status, from_date = on_day, count(*) {books} = s.new GROUP BY ALL ORDER BY ALL"
    assert ask(began, whole=True) == [
        ("exited_with_policies", False, 20),
        ("ordinary", True, 90),
        ("registered", False, 20),
    ]
    assert (
        number(f"SELECT count(*) FROM income JOIN ({split}) ON new = household_id", whole=True) == 0
    )
    heads = (
        f"FROM ({split}) s JOIN person n ON n.household_id = s.new AND n.relation = 'head' "
        "JOIN person o ON o.household_id = s.old AND o.relation = 'head' "
        "WHERE n.name[1] = o.name[1] AND o.birth_date < n.birth_date - 20 * 365"
    )
    assert number(f"SELECT count(*) {heads}", whole=True) == 110


def test_a_household_that_merged_has_ended_and_nobody_lives_in_it() -> None:
    ended = (
        "SELECT e.household_id, e.happened_on FROM household_event e LEFT JOIN person p "
        "USING (person_id, household_id) WHERE e.kind = 'merge' AND p.person_id IS NULL"
    )
    assert number(f"SELECT count(*) FROM ({ended})", whole=True) == 40
    dead = f"FROM ({ended}) e JOIN person p USING (household_id) WHERE left_because = 'death'"
    assert number(f"SELECT count(*) {dead} AND left_on < happened_on", whole=True) == 40
    status = f"FROM ({ended}) e JOIN household_status s USING (household_id)"
    assert number(f"SELECT count(*) {status} WHERE to_date = happened_on", whole=True) == 40
    house = f"SELECT count(*) FROM ({ended}) e JOIN house USING (household_id) WHERE lived_in"
    assert number(house, whole=True) == 0


def test_villages_that_were_dissolved_have_a_successor_that_is_in_use() -> None:
    merged = (
        "FROM area a JOIN area b ON b.area_code = a.successor_code WHERE a.valid_to = b.valid_from "
        "AND b.valid_to IS NULL AND b.level = 'village' AND a.level = 'village'"
    )
    assert number(f"SELECT count(*) {merged}", whole=True) == 26
    assert number("SELECT count(*) FROM area WHERE successor_code IS NOT NULL", whole=True) == 26
