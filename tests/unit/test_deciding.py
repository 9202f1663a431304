"""Each table of a run lies in the order of its key, whatever kind of key its source has."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq

from wuxiang.run import run

FACT = """\
-- fact: counting
-- grain: number
-- scope: area
-- zh: 数
-- en: numbers
SELECT CAST(9 AS INTEGER) AS number, TRUE AS wanted
UNION ALL SELECT 10, TRUE
UNION ALL SELECT 11, NULL
"""
POLICY = """
policy: counting_aid
commitment: S2
title: {zh: 数, en: Numbers}
source: {document: 试, confirmed_by: null}
responsible: {lead: 县扶贫办, office: 县扶贫办}
for_each: counting
dated_by: as_of
in_force: {from: 2018-01-01}
eligible:
  asked: {law: 要, test: wanted}
amount:
  payable: {law: 一元, value: 1.00}
"""


def test_numbers_are_sorted_as_numbers_and_as_subjects_as_texts(
    lean_pack: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    pack, out = tmp_path / "pack", tmp_path / "run"
    shutil.copytree(lean_pack, pack)
    (pack / "facts" / "counting.sql").write_text(FACT, "utf-8")
    (pack / "policies" / "spending" / "counting_aid.yaml").write_text(POLICY, "utf-8")
    run(pack, small_snapshot, out)
    fact = pq.read_table(out / "facts" / "counting.parquet")
    assert fact["number"].to_pylist() == [9, 10, 11]
    decided = pq.read_table(out / "decisions" / "counting_aid.parquet")
    assert decided["subject"].to_pylist() == ["10", "11", "9"]
