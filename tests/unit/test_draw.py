"""A draw: bound before, the same for whoever computes it, fair, and beyond one person's reach."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from wuxiang.oversight import commitment, digest_of, drawn, seed_of

DAY = date(2019, 5, 6)
SECRETS = {"a": "one secret of a", "b": "another of b"}
KEYS = [f"h{number}" for number in range(250)]
TWO = Decimal(2)


def test_the_same_secrets_and_keys_draw_the_same_whatever_their_order() -> None:
    seed = seed_of(DAY, SECRETS)
    again = seed_of(DAY, dict(reversed(SECRETS.items())))
    assert drawn(seed, KEYS, per_cent=TWO) == drawn(again, reversed(KEYS), per_cent=TWO)


def test_either_secret_or_the_day_changes_it() -> None:
    seeds = [
        seed_of(DAY, SECRETS),
        seed_of(DAY, SECRETS | {"a": "one secret of A"}),
        seed_of(DAY, SECRETS | {"b": "another of B"}),
        seed_of(DAY, {"a": SECRETS["b"], "b": SECRETS["a"]}),
        seed_of(DAY + timedelta(days=1), SECRETS),
    ]
    assert len(set(seeds)) == len(seeds)
    picked = {tuple(drawn(seed, KEYS, per_cent=TWO)) for seed in seeds}
    assert len(picked) == len(seeds)


def test_one_person_alone_draws_nothing() -> None:
    with pytest.raises(ValueError, match="two people"):
        seed_of(DAY, {"a": "one secret"})


@pytest.mark.parametrize(
    ("keys", "per_cent", "number"),
    [(250, "2", 5), (201, "2", 5), (200, "2", 4), (1, "2", 1), (0, "2", 0), (10, "100", 10)],
)
def test_so_many_of_a_hundred_are_drawn_rounded_up(keys: int, per_cent: str, number: int) -> None:
    found = drawn("seed", KEYS[:keys], per_cent=Decimal(per_cent))
    assert len(found) == len(set(found)) == number


def test_everybody_is_drawn_about_as_often() -> None:
    counted = Counter(
        key
        for number in range(2_000)
        for key in drawn(f"seed {number}", KEYS[:50], per_cent=Decimal(10))
    )
    assert sum(counted.values()) == 10_000
    assert min(counted[key] for key in KEYS[:50]) > 140
    assert max(counted.values()) < 260


def test_who_is_bound_cannot_tell_another_secret() -> None:
    bound = commitment(DAY, "a", "one secret")
    assert bound == commitment(DAY, "a", "one secret")
    others = (
        commitment(DAY, "a", "one secret "),
        commitment(DAY, "b", "one secret"),
        commitment(DAY + timedelta(days=1), "a", "one secret"),
    )
    assert bound not in others


def test_the_hash_of_a_list_knows_its_order() -> None:
    assert digest_of(["a", "b"]) != digest_of(["b", "a"])
