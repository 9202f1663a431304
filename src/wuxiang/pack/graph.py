"""Facts, policies and indicators in one order: each after all that it reads."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from wuxiang.errors import Place, UserError
from wuxiang.strict_yaml import suggestion


def in_order(
    reads: Mapping[str, tuple[str, ...]], given: frozenset[str], places: Mapping[str, Place]
) -> tuple[str, ...]:
    """The names of `reads`, each after those that it reads; equals in order of name.

    `given` are the names that are simply there (tables of the snapshot). Raises UserError for a
    name that nobody defines, and for a circle, with its chain.
    """
    for name, wanted in reads.items():
        for one in wanted:
            if one not in reads and one not in given:
                known = [*reads, *given]
                raise UserError(
                    f"`{name}` reads `{one}`, which is no table, fact or status policy",
                    remedy=suggestion(one, known) or "see docs/reference/data-dictionary.md",
                    place=places[name],
                )
    edges = {name: sorted(set(wanted) & reads.keys()) for name, wanted in sorted(reads.items())}
    try:
        return tuple(TopologicalSorter(edges).static_order())
    except CycleError as error:
        chain = list(reversed(error.args[1]))
        raise UserError(
            f"a circle: {' reads '.join(chain)}",
            remedy="let one of them stop reading the next",
            place=places[chain[0]],
        ) from error
