"""Numbers that start again: when two rows of one number are two records, not one that changed."""

from collections.abc import Collection

from wuxiang.schema import Table

TOKENS = {
    "person_id": "_person",
    "household_id": "_household",
    "helper_id": "_helper",
    "other_household_id": "_other_household",
    "as_person": "_as_person",
}
"""Columns that hold a token, and where the linked rows have it."""
ABOUT = (
    *("person_id", "household_id", "helper_id", "village_code", "donor"),
    *("programme", "event_id", "period", "month_end", "period_end"),
    *("training_work", "held_on", "purpose", "source", "allocated_on", "issuer", "issued_on"),
)
"""Whom, what or when a record is about: an event keeps it for ever."""
LASTING = frozenset(
    [
        *("house", "old_house", "flat", "income_source", "answerable", "team_post"),
        *("weak_village", "facility", "learning_hall", "land_project", "forest_plot"),
        "service_works",
    ]
)
"""No events but what lasts: another may have or answer for it, and its village may be merged."""


def another_record(table: Table, columns: Collection[str], *, one: str, other: str) -> str:
    """SQL: whether two rows of one key are about another person, village, period or event.

    `columns` are those that both rows have. What lists number by a person or household is a state
    and may change; so may what is LASTING.
    """
    if table.name in LASTING or TOKENS.keys() & set(table.key):
        return "false"
    about = [name for name in ABOUT if name in columns and name not in table.key]
    tests = (f"coalesce({one}.{name} <> {other}.{name}, false)" for name in about)
    return " OR ".join(tests) or "false"
