"""Precision and recall of the comparison on labelled pairs of hard Chinese names, all invented.

    python -m benchmarks.linkage_quality [--cases 3000] [--seed 41]

Half of the cases were looked at while the weights were set; the figures are those of the other
half, which is made from another seed. A pair counts as found only from `match_from` of the pack
on: what goes to a person for review counts as not found. Aim: F1 of at least 0.95.
"""

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.linkage_pairs import Case, Known, make_cases
from wuxiang.linkage.comparison import read_settings
from wuxiang.linkage.deciding import Thresholds
from wuxiang.linkage.model import pairs
from wuxiang.linkage.register import rows_of

PACK = Path(__file__).resolve().parent.parent / "counties" / "hequ"
AIM = 0.95
TEST_SEED_AFTER = 2_000_000


def weights_of(cases: list[Case]) -> dict[tuple[str, str], float]:
    """The weight of each pair that blocking brought together, by row and person."""
    listed = rows_of((str(i), case.listed[0], _said(case)) for i, case in enumerate(cases))
    people = [(f"{i}{mark}", one) for i, case in enumerate(cases) for mark, one in _both(case)]
    register = rows_of((key, one.name, _known(one)) for key, one in people)
    found = pairs(listed, register, least=-60)
    keys = zip(found["row"].to_pylist(), found["person"].to_pylist(), strict=True)
    return dict(zip(keys, found["weight"].to_pylist(), strict=True))


def _both(case: Case) -> tuple[tuple[str, Known], tuple[str, Known]]:
    return (("own", case.own), ("other", case.other))


def _said(case: Case) -> tuple[str | None, ...]:
    _, born, sex, village, head = case.listed
    township = village[:9] if village else None
    return (f"{born:%Y%m%d}" if born else None, sex, village, township, None, head, None)


def _known(one: Known) -> tuple[str | None, ...]:
    born = f"{one.born:%Y%m%d}"
    return (born, one.sex, one.village, one.village[:9], one.home, one.head, None)


def measure(cases: list[Case], thresholds: Thresholds, *, show: bool) -> dict[str, float]:
    """Precision, recall and F1 over the labelled pairs, and the share that goes to a person."""
    weights = weights_of(cases)
    counts: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for i, case in enumerate(cases):
        for mark, _ in _both(case):
            weight = weights.get((str(i), f"{i}{mark}"), -99.0)
            found = weight >= thresholds.match_from
            counts["review"] += thresholds.review_from <= weight < thresholds.match_from
            counts["true" if found == (mark == "own") else "false"] += 1
            counts["tp"] += found and mark == "own"
            if mark == "own" and not found:
                missed[case.kind] += 1
            if mark == "other" and found:
                wrong[case.rival] += 1
    precision = counts["tp"] / max(counts["tp"] + wrong.total(), 1)
    recall = counts["tp"] / len(cases)
    if show:
        print(f"missed {dict(missed)}\nwrong {dict(wrong)}")
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4),
        "review": round(counts["review"] / (2 * len(cases)), 4),
    }


def main() -> None:
    """Measure and print; the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=41)
    given = parser.parse_args()
    thresholds = Thresholds.of(read_settings(PACK), date(2019, 4, 30))
    looked_at = measure(make_cases(given.seed, given.cases // 2), thresholds, show=True)
    print(f"the half that was looked at: {looked_at}")
    test = measure(
        make_cases(given.seed + TEST_SEED_AFTER, given.cases // 2), thresholds, show=False
    )
    print(f"the half that was not, {given.cases} labelled pairs: {test}")
    result = {"name": "linkage_quality", "value": test["f1"], "unit": "F1", "aim": AIM, **test}
    print(json.dumps({**result, "pairs": given.cases, "holds": test["f1"] >= AIM}))


if __name__ == "__main__":
    main()
