"""Which value of a parameter spends exactly a ceiling: bisection in decimals."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from wuxiang.errors import CheckFailedError, UserError

DOUBLINGS = 24
PROBES = 7
Costing = Callable[[Decimal], tuple[Decimal, int]]
"""Of a value: what it costs in yuan, and how many entitlements nobody knows."""


@dataclass(frozen=True)
class Spending:
    """The value that comes closest to the ceiling without passing it.

    `remainder` is what it leaves of the ceiling (0: it is spent exactly). `next_value` is one step
    of the parameter's scale further and would cost `next_cost`, above the ceiling. `unknown`
    entitlements are not in the cost: nobody knows their amount.
    """

    value: Decimal
    cost: Decimal
    remainder: Decimal
    next_value: Decimal
    next_cost: Decimal
    unknown: int


def spend(cost: Costing, *, ceiling: Decimal, start: Decimal, scale: int) -> Spending:
    """The value, to `scale` decimals and from 0 up, whose cost is nearest below the ceiling.

    The search begins about `start`. Raises CheckFailedError where no value does it: the cost does
    not depend on the parameter, is above the ceiling everywhere or below it everywhere, or rises in
    one place and falls in another, so that no single value is the answer.
    """
    if ceiling < 0 or scale < 0:
        raise UserError("a ceiling or scale below zero", remedy="give 0 or more")
    search = _Search(cost, scale)
    none = search.at(0)
    high = search.units(start)
    while (search.at(high) > ceiling) == (none > ceiling) and search.doubled < DOUBLINGS:
        high = search.double(high)
    if (search.at(high) > ceiling) == (none > ceiling):
        raise _impossible(none, search.at(high), ceiling, value=search.value(high))
    inside, outside = (0, high) if none <= ceiling else (high, 0)
    for probe in range(1, PROBES):
        search.at(high * probe // PROBES)
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if search.at(middle) <= ceiling:
            inside = middle
        else:
            outside = middle
    search.refuse_unsteady()
    return Spending(
        value=search.value(inside),
        cost=search.at(inside),
        remainder=ceiling - search.at(inside),
        next_value=search.value(outside),
        next_cost=search.at(outside),
        unknown=search.unknown(inside),
    )


class _Search:
    """The costs found so far, by whole steps of the parameter's scale."""

    def __init__(self, cost: Costing, scale: int) -> None:
        self._cost = cost
        self._scale = scale
        self._found: dict[int, tuple[Decimal, int]] = {}
        self.doubled = 0

    def at(self, units: int) -> Decimal:
        """The cost at so many steps."""
        if units not in self._found:
            self._found[units] = self._cost(self.value(units))
        return self._found[units][0]

    def unknown(self, units: int) -> int:
        """How many entitlements nobody knows there."""
        return self._found[units][1]

    def value(self, units: int) -> Decimal:
        """So many steps as a value of the parameter."""
        return Decimal(units).scaleb(-self._scale)

    def units(self, value: Decimal) -> int:
        """At least one step, and about `value`."""
        return max(1, int(value.scaleb(self._scale)))

    def double(self, units: int) -> int:
        """Twice as far."""
        self.doubled += 1
        return units * 2

    def refuse_unsteady(self) -> None:
        """CheckFailedError if the cost rises in one place and falls in another."""
        places = sorted(self._found)
        steps = list(pairwise(places))
        rises = [pair for pair in steps if self.at(pair[0]) < self.at(pair[1])]
        falls = [pair for pair in steps if self.at(pair[0]) > self.at(pair[1])]
        if rises and falls:
            (a, b), (c, d) = rises[0], falls[0]
            raise CheckFailedError(
                f"the cost rises from {self.value(a)} to {self.value(b)} and falls from "
                f"{self.value(c)} to {self.value(d)}: no single value spends the ceiling\n"
                "  → simulate the values between with --set, and choose"
            )


def _impossible(
    none: Decimal, most: Decimal, ceiling: Decimal, *, value: Decimal
) -> CheckFailedError:
    if none == most:
        problem = f"the cost is {none:,} yuan from 0 to {value}: the parameter does not matter"
    elif none > ceiling:
        problem = f"from 0 to {value} it costs {min(none, most):,} yuan or more, not {ceiling:,}"
    else:
        problem = f"even {value} costs no more than {max(none, most):,} yuan of {ceiling:,}"
    return CheckFailedError(
        f"{problem}\n  → choose another parameter, or look at the policy's other limits"
    )
