"""Invented people in one Parquet file, as the fact `people` of nine_policies/ would lie in a run.

    python benchmarks/people.py OUT.parquet --people N [--seed S]

Sorted by person_id, and about one cell in a hundred is not known. The same N and S give the same
people. Household and person names are tokens as intake makes them; a household's members lie far
apart in the file, as they do in a snapshot.
"""

import argparse
from pathlib import Path

import duckdb

from wuxiang.engine.parquet import COMPRESSION, ROWS_PER_GROUP

HOUSEHOLDS = 5
MEMBERS = 15
"""Fifteen people in a row make five households, of one to five members."""
STRIDE = 6_700_417
"""A prime: stepping by it round the N people visits each once and mixes them well."""

NUMBERED = """
SELECT i, (i * {stride} + {seed}) % {people} AS place
FROM range({people}) AS numbered(i)
"""
PLACED = """
SELECT i, (place // 15) * 5 + CASE WHEN place % 15 < 1 THEN 0 WHEN place % 15 < 3 THEN 1
    WHEN place % 15 < 6 THEN 2 WHEN place % 15 < 10 THEN 3 ELSE 4 END AS household,
  {chances}
FROM numbered
"""
AGED = """
SELECT *, hash(household, {seed}) % 1000 AS c_status,
  CASE WHEN c_age < 150 THEN c_age // 9 WHEN c_age < 900 THEN 16 + (c_age - 150) // 13
    WHEN c_age < 990 THEN 70 + (c_age - 900) // 6 ELSE 85 + c_age % 15 END AS years,
  c_stay < 150 AS stayed, 1 + c_days % CASE WHEN c_stay < 40 THEN 60 ELSE 15 END AS stayed_days
FROM placed
"""
PEOPLE = """
SELECT
  'p' || printf('%012x', CAST(i * {spacing} AS BIGINT)) || substr(md5(CAST(i AS VARCHAR)), 1, 8)
    AS person_id,
  'h' || substr(md5(CAST(household + {seed} AS VARCHAR)), 1, 20) AS household_id,
  '140930' || printf('%03d', 100 + household % 13) || printf('%03d', 200 + household % 26)
    AS village_code,
  CASE WHEN c_status < 50 THEN 'registered' WHEN c_status < 150 THEN 'exited_with_policies'
    WHEN c_status < 190 THEN 'exited' WHEN c_status < 210 THEN 'marginal'
    WHEN c_status < 220 THEN 'monitored' WHEN c_status < 990 THEN 'ordinary' END AS status,
  CAST(CASE WHEN c_known % 200 > 0 THEN years END AS INTEGER) AS age,
  CASE WHEN c_known % 101 = 0 THEN NULL
    WHEN years < 6 THEN 'below_school_age' WHEN years < 12 THEN 'primary'
    WHEN years < 15 THEN 'junior_' || (years - 11)
    WHEN years < 18 AND c_school < 600 THEN 'senior_' || (years - 14)
    WHEN years < 18 AND c_school < 900 THEN 'vocational_' || (years - 14)
    WHEN years BETWEEN 18 AND 27 AND c_school < 350 THEN 'university' ELSE 'none' END AS schooling,
  CASE WHEN c_known % 103 = 0 THEN NULL ELSE years BETWEEN 6 AND 17 AND c_boards < 300 END
    AS boards,
  CAST(CASE WHEN c_known % 211 = 0 THEN NULL WHEN c_level < 55 THEN 1 + c_level % 4 ELSE 0 END
    AS INTEGER) AS level,
  CASE WHEN c_known % 107 = 0 THEN NULL ELSE c_insured < 965 END AS resident_insured,
  CASE WHEN c_known % 109 = 0 THEN NULL ELSE c_ill < 30 + years * 4 END AS chronic_illness,
  CAST(CASE WHEN c_known % 53 = 0 THEN NULL WHEN years BETWEEN 16 AND 64 AND c_work < 550
    THEN c_work % 13 ELSE 0 END AS INTEGER) AS work_months,
  CAST(CASE WHEN c_known % 199 = 0 THEN NULL WHEN stayed THEN stayed_days ELSE 0 END AS INTEGER)
    AS days,
  CAST(CASE WHEN c_known % 113 = 0 THEN NULL
    WHEN stayed THEN stayed_days * 300 + c_cost % 1000000 * 0.01 ELSE 0 END AS DECIMAL(18, 2))
    AS total_cost,
  CASE WHEN stayed AND c_known % 197 > 0 THEN DATE '2017-12-15' + CAST(c_out % 500 AS INTEGER) END
    AS discharged_on
FROM aged
"""
CHANCES = ("age", "school", "boards", "level", "insured", "ill", "work", "stay", "days")
WIDE = ("cost", "out", "known")


def people_select(people: int, seed: int) -> str:
    """The SELECT of `people` invented people."""
    drawn = [f"hash(i, {seed}, {at}) % 1000 AS c_{name}" for at, name in enumerate(CHANCES)]
    drawn += [f"hash(i, {seed}, {name!r}) % 1000003 AS c_{name}" for name in WIDE]
    stride = STRIDE if people % STRIDE else 1
    numbered = NUMBERED.format(people=people, stride=stride, seed=seed)
    links = {
        "numbered": numbered,
        "placed": PLACED.format(chances=",\n  ".join(drawn)),
        "aged": AGED.format(seed=seed),
    }
    named = ", ".join(f"{name} AS ({text})" for name, text in links.items())
    return f"WITH {named} {PEOPLE.format(seed=seed, spacing=2**48 // people)}"


def make_people(out: Path, *, people: int, seed: int) -> None:
    """Write `people` invented people to the Parquet file `out`."""
    options = f"FORMAT parquet, COMPRESSION {COMPRESSION}, ROW_GROUP_SIZE {ROWS_PER_GROUP}"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({people_select(people, seed)}) TO '{out}' ({options})")


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2019)
    given = parser.parse_args()
    make_people(given.out, people=given.people, seed=given.seed)


if __name__ == "__main__":
    main()
