"""What does not wait for one another is done side by side, all else in its order."""

from threading import Barrier

import pytest

from wuxiang.engine import abreast, dealt

NEEDS = {"a": set[str](), "b": set[str](), "c": {"a", "b"}, "d": {"c"}}
MOST_SECONDS = 30


def test_each_is_done_once_after_all_that_it_needs() -> None:
    done: list[str] = []

    def do(name: str) -> None:
        assert NEEDS[name] <= set(done)
        done.append(name)

    assert sorted(abreast(NEEDS, do)) == sorted(done) == ["a", "b", "c", "d"]


def test_two_that_need_nothing_of_each_other_are_done_at_once() -> None:
    both = Barrier(2, timeout=MOST_SECONDS)

    def do(name: str) -> None:
        if name in ("a", "b"):
            both.wait()

    assert len(list(abreast(NEEDS, do))) == len(NEEDS)


def test_after_an_error_nothing_more_begins() -> None:
    begun: list[str] = []

    def do(name: str) -> None:
        begun.append(name)
        if name == "c":
            raise ValueError(name)

    with pytest.raises(ValueError, match="c"):
        list(abreast(NEEDS, do))
    assert "d" not in begun


def test_works_are_dealt_so_that_all_end_together() -> None:
    hands = dealt([5, 3, 3, 2, 1])
    assert sorted(sorted(hand) for hand in hands) == [[0, 3], [1, 2, 4]]


def test_there_may_be_less_to_do_than_hands() -> None:
    assert sorted(dealt([1])) == [[], [0]]
