"""What an earlier intake found in a list, once a later one says otherwise."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from wuxiang.snapshot import new_snapshot
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.registry.findings import FINDING, outdated
from wuxiang.web.registry.models import MODELS, Batch
from wuxiang.web.registry.taking import known

pytestmark = pytest.mark.django_db
DAY = date(2019, 5, 5)


def nameless(home: str, *, file: str = "名册.csv") -> Mapping[str, object]:
    """A member of a home whom a list names without a number."""
    row = {"file": file, "sheet": "", "row": 4, "heading": "", "rule": "member_unknown"}
    return row | {"household_id": home}


def brought(out: Path, people: Mapping[str, str], *findings: Mapping[str, object]) -> Path:
    """A snapshot of 改正.csv: these people, each with his home, and what was found."""
    with new_snapshot(out) as new:
        homes = ", ".join(f"('{one}', '{home}')" for one, home in people.items())
        new.add("person", f"SELECT * FROM (VALUES {homes}) AS given(person_id, household_id)")
        for one in findings:
            values = ", ".join(f"'{value}' AS {name}" for name, value in one.items())
            new.add(
                FINDING, f"SELECT * REPLACE (CAST(row AS INTEGER) AS row) FROM (SELECT {values})"
            )
        new.finish(
            county="hequ", as_of=DAY, known_at=DAY, sources={"改正.csv": "0" * 64}, invented=True
        )
    return out


@pytest.mark.parametrize(
    ("left_out", "new", "still", "settled"),
    [
        (False, True, False, True),
        (True, True, False, False),
        (False, False, False, False),
        (False, True, True, False),
    ],
)
def test_who_had_no_number_is_found_no_more_once_a_list_names_all_and_somebody_new(
    county: Adopted, tmp_path: Path, *, left_out: bool, new: bool, still: bool, settled: bool
) -> None:
    assert county.pk
    home = str(known("person").filter(left_on=None).exclude(household_id=None)[0].household_id)
    batch = Batch.objects.all()[0]
    own = {"in_batch": batch.pk, "recorded_at": timezone.now(), "said": ""}
    finding = MODELS[FINDING].objects.create(**nameless(home), **own)
    members = known("person").filter(household_id=home, left_on=None)
    people = {str(one.person_id): home for one in members[1 if left_out else 0 :]}
    people |= {"somebody new": home} if new else {}
    again = [nameless(home, file="改正.csv")] if still else []
    snapshot = brought(tmp_path / "snapshot", people or {"of another home": "h"}, *again)
    assert (finding.pk in outdated(snapshot)) is settled
