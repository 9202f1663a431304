"""Strict YAML: what is read, with which line; and what is refused, with which remedy."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from wuxiang import strict_yaml as yaml
from wuxiang.errors import UserError

GOOD = """\
amount: 68.50
code: 010
time: 10:30
nothing: null
empty:
word: 'null'
day: 2018-01-31
sure: true
list: [one, two]
inner:
  deep: x
"""


def read(text: str) -> yaml.Section:
    return yaml.loads(text, file="a.yaml")


def test_scalars_stay_text() -> None:
    section = read(GOOD)
    assert (section["amount"], section["code"], section["time"]) == ("68.50", "010", "10:30")
    assert (section["nothing"], section["empty"], section["word"]) == (None, None, "null")


def test_values_know_their_line() -> None:
    section = read(GOOD)
    assert yaml.text(section, "code").line == 2
    assert str(section.place_of("day")) == "a.yaml, line 7"
    assert section.place_of("absent").line == section.place.line == 1
    inner = yaml.section(section, "inner")
    assert (inner.place.line, inner.place_of("deep").line) == (11, 11)


def test_a_text_goes_to_another_process_with_its_place() -> None:
    code = yaml.text(read(GOOD), "code")
    again = pickle.loads(pickle.dumps(code))  # noqa: S301
    assert (again, again.place) == (code, code.place)


def test_readers() -> None:
    section = read(GOOD)
    assert yaml.number(section, "amount") == Decimal("68.50")
    assert yaml.integer(section, "code") == 10
    assert yaml.day(section, "day") == date(2018, 1, 31)
    assert yaml.boolean(section, "sure") is True
    assert yaml.texts(section, "list") == ("one", "two")
    assert yaml.texts(section, "absent") == ()
    assert yaml.optional_text(section, "absent") is None
    assert yaml.optional_section(section, "absent") is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3", 3, "`a` is given twice"),
        ("a: &x 1\nb: *x", 1, "an anchor or alias"),
        ("a: 1\nb: *x", 2, "an anchor or alias"),
        ("a: !!python/object:os.system 1", 1, "a tag"),
        ("a: !own 1", 1, "a tag"),
        ("? [a]\n: 1", 1, "a key that is not text"),
        ("a: 1\n~: 1", 2, "a key that is not text"),
        ("a: 1\n---\nb: 1", 2, "a second document"),
        ("- a", 1, "not a mapping"),
        ("", 1, "not a mapping"),
        ("a: [1", 2, "not YAML"),
        ("a: 1\n b: 2", 2, "not YAML"),
        ("a: \x01", None, "not YAML"),
        ("a: " + "[" * 100_000, 1, "nested deeper"),
    ],
)
def test_surprises_are_refused(text: str, line: int | None, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)
    assert problem in refused.value.problem
    assert refused.value.remedy
    assert refused.value.place is not None
    assert (refused.value.place.file, refused.value.place.line) == ("a.yaml", line)


@pytest.mark.parametrize(
    ("reader", "text", "problem"),
    [
        (yaml.text, "b: 1", "`a` is missing"),
        (yaml.text, "a:", "`a` is missing"),
        (yaml.text, "a: [1]", "`a` must be one text"),
        (yaml.section, "a: 1", "`a` must be a mapping"),
        (yaml.section, "b: 1", "`a` is missing"),
        (yaml.texts, "a: 1", "`a` must be a list"),
        (yaml.texts, "a: [{b: 1}]", "`a` must be a list"),
        (yaml.number, "a: 1e5", "not a number"),
        (yaml.number, "a: 1,000", "not a number"),
        (yaml.number, "a: .5", "not a number"),
        (yaml.integer, "a: 1.5", "not a whole number"),
        (yaml.day, "a: 2018-02-30", "not a date"),
        (yaml.day, "a: 20180228", "not a date"),
        (yaml.boolean, "a: yes", "neither true nor false"),
    ],
)
def test_readers_refuse(reader: object, text: str, problem: str) -> None:
    assert callable(reader)
    with pytest.raises(UserError, match=problem) as refused:
        reader(read(text), "a")
    assert refused.value.place is not None
    assert refused.value.place.line == 1


def test_unknown_keys_are_refused_with_a_suggestion() -> None:
    yaml.only(read("day: 1"), ["day", "days"])
    with pytest.raises(UserError) as near:
        yaml.only(read("a: 1\ndaya: 1"), ["a", "days"])
    assert near.value.remedy == "Did you mean `days`?"
    with pytest.raises(UserError) as far:
        yaml.only(read("zzz: 1"), ["day", "law"])
    assert far.value.remedy == "Use one of: day, law"


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: \xe6\x9c\xac\n")
    assert yaml.load(path) == {"a": "本"}
    with pytest.raises(UserError, match="larger than 5 bytes"):
        yaml.load(path, max_bytes=5)
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(UserError, match="not UTF-8") as refused:
        yaml.load(path)
    assert refused.value.place is not None
    assert refused.value.place.line == 2
    with pytest.raises(UserError, match="No such file"):
        yaml.load(tmp_path / "absent.yaml")


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    with pytest.raises(UserError, match="anchor or alias"):
        read("\n".join(lines))
