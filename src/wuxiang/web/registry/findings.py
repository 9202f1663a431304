"""Findings of earlier intakes that a later one settles: they are known no more."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from wuxiang.schema import TABLES
from wuxiang.snapshot import read_manifest, table_file
from wuxiang.web.registry.taking import known

FINDING = "intake_finding"
NAMELESS = "member_unknown"
"""The rule for a member of a household whom a list names without a number that can be read."""


def outdated(snapshot: Path) -> list[int]:
    """The findings, by number in the database, that stand no longer once `snapshot` is loaded."""
    return [*_read_again(snapshot), *_named_since(snapshot)]


def _read_again(snapshot: Path) -> Iterable[int]:
    """Findings in files that were read again, and are not found any more."""
    key = TABLES[FINDING].key
    rows = pq.read_table(table_file(snapshot, FINDING), columns=list(key)).to_pylist()
    found = {tuple(str(row[name]) for name in key) for row in rows}
    listed = known(FINDING).filter(file__in=_files(snapshot)).values_list("pk", *key)
    return [pk for pk, *of in listed if tuple(str(part) for part in of) not in found]


def _named_since(snapshot: Path) -> Iterable[int]:
    """Those of nameless members of homes of which other lists now name all, and somebody new."""
    standing = known(FINDING).filter(rule=NAMELESS).exclude(file__in=_files(snapshot))
    homes = dict(standing.exclude(household_id=None).values_list("pk", "household_id"))
    if not homes:
        return []
    wanted = [("household_id", "in", set(homes.values()))]
    again = pq.read_table(table_file(snapshot, FINDING), filters=[*wanted, ("rule", "=", NAMELESS)])
    people = pq.read_table(table_file(snapshot, "person"), filters=wanted)
    named = _members((row["household_id"], row["person_id"]) for row in people.to_pylist())
    members = known("person").filter(
        household_id__in=standing.values("household_id"), left_on__isnull=True
    )
    before = _members(members.values_list("household_id", "person_id"))
    whole = {home for home in named if before[home] < named[home]}
    whole -= set(again["household_id"].to_pylist())
    return [pk for pk, home in homes.items() if home in whole]


def _members(rows: Iterable[tuple[str, str]]) -> defaultdict[str, set[str]]:
    members: defaultdict[str, set[str]] = defaultdict(set)
    for home, person in rows:
        members[home].add(person)
    return members


def _files(snapshot: Path) -> list[str]:
    return list(read_manifest(snapshot).sources)
