"""A draw that nobody can foresee or bend alone: secrets committed before, combined after.

Each secret is bound the day before by its hash. On the day all are told; together they make the
seed, and the seed ranks the keys. Whoever has the secrets and the keys draws the same again. The
last to tell might keep silent because he knows the seed; then there is no draw, and all see why.
"""

import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal

from wuxiang.sealing import sm3


def commitment(day: date, by: str, secret: str) -> str:
    """The hash that binds `by` to his secret for the draw of `day`, and tells nothing of it."""
    return sm3(json.dumps(["commitment", day.isoformat(), by, secret]).encode())


def seed_of(day: date, secrets: Mapping[str, str]) -> str:
    """The seed of the draw of `day`, out of everybody's secret; ValueError with fewer than two."""
    if len(secrets) < 2:
        raise ValueError("a draw needs the secrets of two people")
    return sm3(json.dumps(["seed", day.isoformat(), sorted(secrets.items())]).encode())


def drawn(seed: str, keys: Iterable[str], *, per_cent: Decimal) -> list[str]:
    """So many of a hundred of the keys, rounded up, in the order in which the seed ranks them."""
    every = set(keys)
    wanted = (len(every) * per_cent / 100).to_integral_value(ROUND_CEILING)
    ranked = sorted(every, key=lambda key: (hmac.digest(seed.encode(), key.encode(), "sm3"), key))
    return ranked[: int(wanted)]


def digest_of(keys: Iterable[str]) -> str:
    """A hash of the keys in their order, which says whether two lists are the same."""
    return sm3("\n".join(keys).encode())
