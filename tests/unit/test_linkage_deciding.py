"""Who a row is: by a sound number, by the evidence added up, or for a person to decide."""

from datetime import date

import pytest

from wuxiang.linkage.deciding import Candidate, Thresholds, best_of, decide
from wuxiang.linkage.lists import Row
from wuxiang.linkage.model import COMPARED, level_names, pairs
from wuxiang.linkage.register import Person, Register, plain_village, rows_of

THRESHOLDS = Thresholds(match_from=6, review_from=-2, lead=4)
VILLAGE, OTHER = "140930100200", "140930200200"
NUMBERS = ("140930196002039010", "140930196002039029", "140930199002039031", "140930195001019045")


def person(key: str, name: str, born: str, number: str | None, village: str = VILLAGE) -> Person:
    return Person(
        *(key, "h" + village[-4:], name, number, born, "male", village, village[:9]),
        *(f"N{village}", "王建国"),
    )


PEOPLE = (
    person("p1", "王建国", "19600203", NUMBERS[0]),
    person("p2", "王建民", "19600203", NUMBERS[1]),
    person("p3", "王健果", "19900203", NUMBERS[2]),
    person("p4", "赵䶮", "19500101", NUMBERS[3], OTHER),
    person("p5", "赵䶮", "19710101", None, OTHER),
)
REGISTER = Register(
    people={one.person: one for one in PEOPLE},
    villages={("文笔镇", "科村"): VILLAGE, ("", "鹿固"): OTHER},
    townships={"文笔镇": VILLAGE[:9], "鹿固乡": OTHER[:9]},
    names={},
)
EMPTY: dict[str, object] = dict.fromkeys(
    (
        "birth_date",
        "sex",
        "township",
        "village",
        "household_number",
        "head_name",
        "event_on",
        "amount",
    )
)


def row(
    name: str | None, number: str | None = None, broken: str | None = None, **said: object
) -> Row:
    cells = (name or "", number or "", broken or "", *map(str, said.values()))
    return Row("vehicles", 0, 5, name, number, broken, EMPTY | said, cells)


BORN = date(1960, 2, 3)


@pytest.mark.parametrize(
    ("one", "outcome", "who"),
    [
        (row("王建国", NUMBERS[0]), "id_number", "p1"),
        (row("王健国", NUMBERS[0]), "id_number", "p1"),
        (row(None, NUMBERS[0]), "id_number", "p1"),
        (row("李四海", NUMBERS[0]), "review", None),
        (row("王建国", "140930196002039088"), "stranger", None),
        (row(None), "nameless", None),
        (row("王建国", birth_date=BORN, township="文笔镇", village="科村"), "linked", "p1"),
        (row("王?国", birth_date=BORN, township="文笔镇", village="科村村委会"), "linked", "p1"),
        (row("王建国", broken="140930196002039019", birth_date=BORN), "linked", "p1"),
        (row("赵䶮", village="鹿固"), "review", None),
        (row("王建国", township="文笔镇"), "not_found", None),
        (row("钱多多", birth_date=BORN, township="文笔镇", village="科村"), "not_found", None),
        (row("孙小小", village="没有的村"), "not_found", None),
    ],
)
def test_a_row(one: Row, outcome: str, who: str | None) -> None:
    [found] = decide([one], REGISTER, THRESHOLDS)
    assert (found.outcome, found.person) == (outcome, who)


def test_a_number_with_two_names_is_for_a_person_in_each_row() -> None:
    found = decide([row("王建国", NUMBERS[0]), row("李四海", NUMBERS[0])], REGISTER, THRESHOLDS)
    assert [one.reason for one in found] == ["two_names", "two_names"]


def test_a_row_that_stands_there_twice_counts_once() -> None:
    found = decide([row("王建国", NUMBERS[0])] * 2, REGISTER, THRESHOLDS)
    assert [one.outcome for one in found] == ["id_number", "repeated"]


def test_two_namesakes_in_one_village_are_told_apart_by_the_day_of_birth() -> None:
    one = row("赵䶮", township="鹿固乡", village="鹿固", birth_date=date(1971, 1, 1))
    [found] = decide([one], REGISTER, THRESHOLDS)
    assert found.outcome != "linked" or found.person == "p5"


def test_a_father_and_his_son_of_the_same_sound_are_told_apart() -> None:
    said = {"township": "文笔镇", "village": "科村", "household_number": f"N{VILLAGE}"}
    son, father = date(1990, 2, 3), BORN
    found = decide(
        [row("王健国", birth_date=son, **said), row("王健国", birth_date=father, **said)],
        REGISTER,
        THRESHOLDS,
    )
    assert [one.person for one in found] == ["p3", "p1"]


def test_a_twin_is_never_taken_for_the_other() -> None:
    said = {"township": "文笔镇", "village": "科村", "household_number": f"N{VILLAGE}"}
    [found] = decide([row("王建军", birth_date=BORN, **said)], REGISTER, THRESHOLDS)
    assert found.person is None


@pytest.mark.parametrize(
    ("weights", "outcome", "reason"),
    [
        ([], "not_found", None),
        ([-2.001], "not_found", None),
        ([-2], "review", "doubtful"),
        ([5.999], "review", "doubtful"),
        ([6], "linked", None),
        ([6, 2.001], "review", "two_candidates"),
        ([6, 2], "linked", None),
    ],
)
def test_thresholds_are_where_they_are_said(
    weights: list[float], outcome: str, reason: str | None
) -> None:
    found = best_of([Candidate(f"p{i}", w) for i, w in enumerate(weights)], THRESHOLDS)
    assert (found.outcome, found.reason) == (outcome, reason)


def test_the_parts_of_a_weight_add_up_to_it() -> None:
    table = rows_of([("1", "王健国", ("19600203", "male", VILLAGE, VILLAGE[:9], None, None, None))])
    found = pairs(table, REGISTER.table, least=-50).to_pylist()
    prior = -16.6096
    for pair in found:
        total = prior + sum(pair[f"w_{name}"] for name in COMPARED)
        assert pair["weight"] == pytest.approx(total, abs=1e-3)
    best = max(found, key=lambda pair: float(pair["weight"]))
    assert level_names("name")[best["g_name"]] == "same_sound"
    assert best["g_home"] == -1


def test_nothing_is_compared_with_nobody() -> None:
    nobody = rows_of([])
    assert len(pairs(nobody, REGISTER.table, least=0)) == 0
    assert len(pairs(REGISTER.table, nobody, least=0)) == 0


@pytest.mark.parametrize(
    ("name", "plain"), [("科村村委会", "科村"), ("焦尾城村", "焦尾城"), ("科村", "科村")]
)
def test_a_village_without_its_committee(name: str, plain: str) -> None:
    assert plain_village(name) == plain
