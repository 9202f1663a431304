"""How likely two rows are one person: what each agreement is worth, for splink to add up.

A level's weight is log2(m / u): m is how often the rows of one person agree so, u how often those
of two people do. Within a family much agrees that means little elsewhere: brothers share the first
characters of their names, twins the birthday; such levels have a u of their own. The values are
set by hand from how names and registers are, and held against invented labelled pairs in
benchmarks/linkage_quality.py; no office has confirmed them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

PRIOR_PEOPLE = 100_000
"""A row is some person out of at least so many, however few the register at hand has."""
COLUMNS = (
    *("unique_id", "chars", "sound", "near", "parts", "family", "unread", "birth", "sex"),
    *("village", "township", "home", "head", "id_text"),
)
"""Columns of both tables; all are text but `unread`, and empty where nobody knows."""

SAME_HOME = "(home_l = home_r OR (head_l = head_r AND village_l = village_r))"
LIKE_TWINS = f"({SAME_HOME} OR (birth_l = birth_r AND (village_l = village_r OR head_l = head_r)))"
IS_LONGER = "length(chars_l) > length(chars_r)"
SHORT = f"(CASE WHEN {IS_LONGER} THEN chars_r ELSE chars_l END)"
LONG = f"(CASE WHEN {IS_LONGER} THEN chars_l ELSE chars_r END)"
READ = "unread_l + unread_r = 0"
LOOKED_AT = 6
OTHERS = " + ".join(
    f"CAST(substr(chars_l, {at}, 1) <> substr(chars_r, {at}, 1) AS INTEGER)"
    for at in range(1, LOOKED_AT + 1)
)
ONE_OTHER = (
    f"length(chars_l) = length(chars_r) AND {OTHERS} = 1 "
    f"AND substr(chars_l, {LOOKED_AT + 1}) = substr(chars_r, {LOOKED_AT + 1})"
)
"""Mark by mark, because the engine's edit distances count bytes, and a mark has three."""
LEFT_OUT = (
    f"length({SHORT}) > 1 AND length({LONG}) > length({SHORT}) AND (starts_with({LONG}, {SHORT}) "
    f"OR ends_with({LONG}, {SHORT}) "
    f"OR (left(chars_l, 1) = left(chars_r, 1) AND ends_with({LONG}, substr({SHORT}, 2))) "
    f"OR (left(chars_l, 2) = left(chars_r, 2) AND ends_with({LONG}, substr({SHORT}, 3))))"
)
FITS = (
    "(unread_l > 0 AND length(chars_l) > unread_l AND chars_r LIKE replace(chars_l, '?', '_')) OR "
    "(unread_r > 0 AND length(chars_r) > unread_r AND chars_l LIKE replace(chars_r, '?', '_'))"
)


@dataclass(frozen=True)
class Level:
    """One degree of agreement: its name, its condition, and m and u."""

    name: str
    test: str
    m: float
    u: float


NAME = (
    Level("same", f"chars_l = chars_r AND {READ}", 0.74, 5e-5),
    Level("same_sound_at_home", f"sound_l = sound_r AND {READ} AND {SAME_HOME}", 0.05, 2e-3),
    Level("same_sound", "sound_l = sound_r AND sound_l NOT LIKE '%?%'", 0.08, 1.5e-4),
    Level("unreadable", FITS, 0.03, 5e-4),
    Level("other_order", "parts_l = parts_r AND length(chars_l) > 1", 0.02, 2e-5),
    Level("part_missing", LEFT_OUT, 0.04, 8e-4),
    Level("like_sound_at_home", f"near_l = near_r AND {SAME_HOME}", 0.02, 2e-3),
    Level("like_sound", "near_l = near_r", 0.03, 3e-4),
    Level("one_other_at_home", f"{ONE_OTHER} AND {LIKE_TWINS}", 0.01, 0.3),
    Level("one_other", f"{ONE_OTHER} AND length(chars_l) > 2", 0.012, 4e-3),
    Level("surname_only_at_home", f"family_l = family_r AND {LIKE_TWINS}", 8e-3, 0.6),
    Level("surname_only", "family_l = family_r", 0.01, 0.03),
)
SLIP = (
    "(damerau_levenshtein(birth_l, birth_r) = 1 OR (left(birth_l, 4) = left(birth_r, 4) AND "
    "substr(birth_l, 5, 2) = right(birth_r, 2) AND right(birth_l, 2) = substr(birth_r, 5, 2)))"
)
BIRTH = (
    Level("same_at_home", f"birth_l = birth_r AND {SAME_HOME}", 0.84, 4e-3),
    Level("same", "birth_l = birth_r", 0.84, 4e-5),
    Level("slip_at_home", f"{SLIP} AND {SAME_HOME}", 0.09, 1e-2),
    Level("slip", SLIP, 0.09, 8e-4),
    Level("same_month_and_day", "right(birth_l, 4) = right(birth_r, 4)", 0.02, 2.7e-3),
    Level("same_month", "left(birth_l, 6) = left(birth_r, 6)", 0.02, 1.2e-3),
    Level("same_year", "left(birth_l, 4) = left(birth_r, 4)", 0.02, 1.3e-2),
)
NUMBER = (Level("nearly_same", "damerau_levenshtein(id_text_l, id_text_r) <= 2", 0.9, 1e-5),)
SEX = (Level("same", "sex_l = sex_r", 0.985, 0.5),)
PLACE = (
    Level("same_village", "village_l = village_r", 0.86, 4e-3),
    Level("same_township", "township_l = township_r", 0.07, 8e-2),
)
HOME = (
    Level("same_household", SAME_HOME, 0.86, 0.01),
    Level("same_head", "head_l = head_r", 0.06, 2e-4),
)
ELSE: Mapping[str, tuple[float, float]] = {
    "name": (0.004, 0.96),
    "birth": (0.008, 0.98),
    "number": (0.1, 1.0),
    "sex": (0.015, 0.5),
    "place": (0.05, 0.92),
    "home": (0.08, 0.99),
}
"""m and u where nothing of the above holds."""
EMPTY: Mapping[str, str] = {
    "name": "chars_l IS NULL OR chars_r IS NULL",
    "birth": "birth_l IS NULL OR birth_r IS NULL",
    "number": "id_text_l IS NULL OR id_text_r IS NULL",
    "sex": "sex_l IS NULL OR sex_r IS NULL",
    "place": "(village_l IS NULL OR village_r IS NULL) AND "
    "(township_l IS NULL OR township_r IS NULL)",
    "home": "(home_l IS NULL OR home_r IS NULL) AND (head_l IS NULL OR head_r IS NULL)",
}
COMPARED: Mapping[str, Sequence[Level]] = {
    "name": NAME,
    "birth": BIRTH,
    "number": NUMBER,
    "sex": SEX,
    "place": PLACE,
    "home": HOME,
}
BLOCKS = (
    ("birth", "family"),
    ("sound", "village"),
    ("sound", "substr(birth, 1, 4)"),
    ("parts", "substr(birth, 1, 4)"),
    ("village", "birth"),
    ("village", "family", "substr(birth, 1, 4)"),
    ("village", "family", "substr(birth, 5, 4)"),
    ("near", "village"),
    ("parts", "village"),
    ("village", "head", "sex"),
    ("home", "sex"),
)
"""Only rows that agree on all columns of one of these are looked at together."""


def level_names(compared: str) -> tuple[str, ...]:
    """Names of a comparison's levels by splink's number for them, from 0 (nothing holds)."""
    return ("other", *(level.name for level in reversed(COMPARED[compared])))


def pairs(listed: pa.Table, register: pa.Table, *, least: float) -> pa.Table:
    """Pairs of a row of `listed` and one of `register` whose weight is at least `least`.

    Both have COLUMNS. Columns: `row`, `person` (their unique ids), `weight`, and for each of
    COMPARED `w_<name>` (its part of the weight) and `g_<name>` (the level's number; -1: not known).
    """
    if not len(listed) or not len(register):
        return _PAIRS.empty_table()
    api = DuckDBAPI(connection=":memory:")
    api.duckdb_con.execute("SET enable_external_access = false")
    tables = [
        api.register(table.select(list(COLUMNS)), dataset_display_name=name)
        for name, table in (("a_list", listed), ("b_register", register))
    ]
    linker = Linker(tables, settings(len(register)), log_level="ERROR")
    found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    return _plain(found.as_pyarrow_table())  # type: ignore[no-untyped-call]


def _plain(found: pa.Table) -> pa.Table:
    """Splink's answer under our names, in order of row and person."""
    columns = [found["unique_id_l"], found["unique_id_r"], found["match_weight"]]
    columns += [found[f"mw_{name}"] for name in COMPARED]
    columns += [found[f"gamma_{name}"] for name in COMPARED]
    table = pa.table(columns, names=_PAIRS.names).cast(_PAIRS)
    return table.sort_by([("row", "ascending"), ("person", "ascending")])


def settings(people: int) -> SettingsCreator:
    """The model for a register of `people`."""
    return SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / max(people, PRIOR_PEOPLE),
        comparisons=[_comparison(name) for name in COMPARED],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def _comparison(name: str) -> CustomComparison:
    m, u = ELSE[name]
    made: list[Any] = [levels.CustomLevel(EMPTY[name], "not known").configure(is_null_level=True)]
    made += [
        levels.CustomLevel(one.test, one.name).configure(m_probability=one.m, u_probability=one.u)
        for one in COMPARED[name]
    ]
    made.append(levels.ElseLevel().configure(m_probability=m, u_probability=u))
    return CustomComparison(made, output_column_name=name)


_PAIRS = pa.schema(
    [
        ("row", pa.string()),
        ("person", pa.string()),
        ("weight", pa.float64()),
        *((f"w_{name}", pa.float64()) for name in COMPARED),
        *((f"g_{name}", pa.int32()) for name in COMPARED),
    ]
)
