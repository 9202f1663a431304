"""Chinese names that two lists write differently for one person, and those that only look alike."""

import pytest

from wuxiang.linkage.names import agree, spell, syllables
from wuxiang.linkage.variants import APART, SAME

ONE_PERSON = [
    ("张国华", "張國華"),
    ("王建国", "王健国"),
    ("王建国", "王国"),
    ("王建国", "王 建 国"),
    ("王建国", "建国王"),
    ("王建国", "王?国"),
    ("王建国", "王□国"),
    ("李䶮", "李(上龙下天)"),
    ("李䶮", "李【龙天】"),
    ("李䶮", "李yan"),
    ("李䶮", "李\ue123"),
    ("李玥", "李王月"),
    ("阿依古丽·买买提", "阿依古丽•买买提"),
    ("阿依古丽·买买提", "阿依古丽买买提"),
    ("阿依古丽·买买提", "阿依古丽"),
    ("欧阳明", "欧明"),
    ("诸葛亮", "葛亮"),
    ("林芳", "宁芳"),
    ("Wang Jianguo", "王建国"),
]
TWO_PEOPLE = [
    ("王建国", "王建民"),
    ("王建国", "李建国"),
    ("王建", "王国"),
    ("王?国", "王建民"),
    ("王建国", "国"),
    ("王建国", "王民国华"),
    ("", "王建国"),
    ("王建国", "123"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_one_person(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_people(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)


def test_a_surname_has_its_own_sound() -> None:
    assert spell("单雄信").sound == "shan xiong xin"
    assert spell("王单").sound == "wang dan"


def test_near_sounds_are_one_and_others_are_not() -> None:
    assert spell("张英").near == spell("臧因").near
    assert spell("张英").near != spell("张云").near


def test_marks_that_cannot_be_read_are_counted_and_keep_their_sound() -> None:
    spelt = spell("王lü?")
    assert (spelt.chars, spelt.sound, spelt.unread) == ("王??", "wang lv ?", 2)


def test_a_name_of_nothing_has_no_marks() -> None:
    assert spell("12 3").chars == ""
    assert spell("12 3").family == ""


def test_a_character_without_a_reading_is_heard_as_unknown() -> None:
    assert spell("王\U00032000").sound == "wang ?"
    assert agree("王\U00032000", "王\U00032000")


def test_a_bracket_with_one_character_is_that_character() -> None:
    assert spell("李(明)").chars == "李明"
    assert spell("李(?)").chars == "李?"


@pytest.mark.parametrize(
    ("latin", "cut"),
    [
        ("wangjianguo", ["wang", "jian", "guo"]),
        ("Xian", ["xian"]),
        ("lü4", ["lv"]),
        ("xyz", ["?"]),
    ],
)
def test_pinyin_is_cut_into_syllables(latin: str, cut: list[str]) -> None:
    assert syllables(latin) == cut


def test_a_very_long_cell_is_bounded() -> None:
    assert len(spell("王" * 10_000).chars) == 40


def test_folding_ends_after_one_step() -> None:
    assert not set(SAME.values()) & set(SAME)
    assert all(len(whole) == 1 for whole in APART.values())
