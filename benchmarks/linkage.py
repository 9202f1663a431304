"""Every row of one list of 150,000 invented people looked for among 150,000, without ID numbers.

    python -m benchmarks.linkage [--people 150000]

A tenth of the names is altered, a twentieth of the births has a slip, a fifth of the rows lacks the
village. Reading and writing are not in it: spelling the names, blocking, comparing, deciding.
Aim: at most 30 seconds on two cores. Prints how many pairs were compared.
"""

import argparse
import json
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from splink import DuckDBAPI, block_on
from splink.blocking_analysis import count_comparisons_from_blocking_rules

from benchmarks.linkage_pairs import GIVEN, KINDS, SURNAMES
from wuxiang.linkage.comparison import read_settings
from wuxiang.linkage.deciding import Thresholds, decide
from wuxiang.linkage.lists import Row
from wuxiang.linkage.model import BLOCKS, COLUMNS
from wuxiang.linkage.register import Person, Register, listed_rows

PACK = Path(__file__).resolve().parent.parent / "counties" / "hequ"
AIM = 30.0
FAMILY = 3
VILLAGES = 325
ALTERED = ("same sound", "old form", "swapped", "like sound")


def people(chance: Random, count: int) -> Iterator[Person]:
    """Families of three with a surname, a village and a head in common."""
    for number in range(count):
        if number % FAMILY == 0:
            surname, village = chance.choice(SURNAMES), chance.randrange(VILLAGES)
        given = chance.choice(GIVEN) + (chance.choice(GIVEN) if chance.random() < 0.78 else "")
        born = date(1930, 1, 1) + timedelta(days=chance.randrange(31_000))
        if number % FAMILY == 0:
            head = surname + given
        code = f"140930{100 + village // 20}{200 + village % 20}"
        yield Person(
            *(f"p{number:06}", f"h{number // FAMILY:06}", surname + given, None),
            *(f"{born:%Y%m%d}", chance.choice(["male", "female"]), code, code[:9]),
            *(f"N{number // FAMILY:06}", head),
        )


def rows(chance: Random, register: Register) -> Iterator[Row]:
    """Everybody on the register as another office writes him, without his number."""
    for at, one in enumerate(register.people.values()):
        name, birth = str(one.name), str(one.birth)
        if chance.random() < 0.1:
            name = KINDS[chance.choice(ALTERED)](chance, name)
        if chance.random() < 0.05:
            birth = birth[:6] + f"{int(birth[6:]) % 28 + 1:02d}"
        said = dict.fromkeys(("household_number", "head_name", "event_on", "amount"))
        values: dict[str, object] = {
            **said,
            "birth_date": date.fromisoformat(birth),
            "sex": one.sex,
            "township": "乡",
            "village": one.village if chance.random() < 0.8 else None,
        }
        yield Row("list", 0, at, name, None, None, values, (str(at),))


def compared_pairs(listed: list[Row], register: Register) -> int:
    """How many pairs the blocks bring together, each counted once."""
    api = DuckDBAPI()
    tables = [
        api.register(table.select(list(COLUMNS)), dataset_display_name=name)
        for name, table in (
            ("a_list", listed_rows(enumerate(listed), register)),
            ("b_register", register.table),
        )
    ]
    counted = count_comparisons_from_blocking_rules(
        tables,
        blocking_rules=[block_on(*block) for block in BLOCKS],
        link_type="link_only",
        record_sample_proportion=1.0,
    )
    return int(counted[-1]["cumulative_comparison_count"])


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=150_000)
    given = parser.parse_args()
    chance = Random(2019)  # noqa: S311
    everybody = {one.person: one for one in people(chance, given.people)}
    codes = {("乡", str(one.village)): str(one.village) for one in everybody.values()}
    register = Register(everybody, codes, {}, {})
    listed = list(rows(chance, register))
    thresholds = Thresholds.of(read_settings(PACK), date(2019, 4, 30))
    begin = time.perf_counter()
    decided = decide(listed, register, thresholds)
    seconds = time.perf_counter() - begin
    right = sum(one.person == f"p{at:06}" for at, one in enumerate(decided))
    wrong = sum(one.person is not None for one in decided) - right
    review = sum(one.outcome == "review" for one in decided)
    pairs = compared_pairs(listed, register)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{given.people:,} x {given.people:,}: {pairs:,} pairs compared in {seconds:.1f} s")
    print(f"{right:,} found, {wrong:,} wrong, {review:,} for a person; {memory:,.0f} MiB")
    result = {"name": "linkage", "value": round(seconds, 1), "unit": "seconds", "aim": AIM}
    more = {"pairs": pairs, "memory_mib": round(memory), "holds": seconds <= AIM}
    print(json.dumps({**result, **more}))


if __name__ == "__main__":
    main()
