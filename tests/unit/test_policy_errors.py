"""A wrong policy file: each mistake is refused with file, line, name and what to do about it."""

from datetime import date
from pathlib import Path

import pytest

from wuxiang.errors import UserError
from wuxiang.policy import Source, check_policy, compile_policy, read_policy

GOOD = """\
policy: stay
commitment: S5
title: {zh: 住院津贴, en: Hospital stay}
source: {document: 办法, article: 2.二}
responsible: {lead: 县扶贫办, office: 承保公司}
for_each: hospital_stay
dated_by: left_on
in_force: {from: 2018-01-01}
parameters:
  free_days: {unit: day, values: {2018-01-01: 10}}
  word: {unit: code, values: {2018-01-01: registered}}
eligible:
  registered: {law: 贫困户, test: "status = 'registered'"}
  long_stay: {law: 第11天起, test: days > free_days}
amount:
  paid_days: {law: 第11天起, value: days - free_days, unit: day}
  payable: {law: 每天50元, value: paid_days * 50, unit: yuan}
"""
SOURCE = Source(
    name="hospital_stay",
    key=("stay_id",),
    columns={
        "stay_id": "VARCHAR",
        "status": "VARCHAR",
        "days": "INTEGER",
        "cost": "DECIMAL(38,2)",
        "share": "DOUBLE",
        "fine": "DECIMAL(18,15)",
        "left_on": "DATE",
        "seen_at": "TIMESTAMP",
        "amount": "DECIMAL(18,2)",
        "known": "BOOLEAN",
    },
    codes={"status": frozenset(["registered", "exited"])},
)
TEST = "days > free_days"
SHAPE = [
    # old, new, line, problem, remedy
    ("commitment: S5\n", "", 1, "`commitment` is missing", "Add `commitment:`"),
    ("policy: stay", "policy: Stay", 1, "`Stay` is not a name", "small letters"),
    ("policy: stay", "policy: leave", 1, "of another name", "leave.yaml"),
    ("commitment:", "comitment:", 2, "unknown key `comitment`", "Did you mean `commitment`?"),
    ("zh: 住院津贴, ", "", 3, "`zh` is missing", "Add `zh:`"),
    ("article: 2.二", "artikel: 2.二", 4, "unknown key `artikel`", "`article`"),
    ("{from: 2018-01-01}", "{from: 2018-1-1}", 8, "`2018-1-1` is not a date", "2018-01-31"),
    ("{from: 2018-01-01}", "{from: 2018-01-01, to: 2018-01-01}", 8, "no day at all", "later"),
    ("{2018-01-01: 10}", "{2018-13-01: 10}", 10, "`2018-13-01` is not a date", "2018-01-31"),
    ("{2018-01-01: 10}", "{2018-01-01: ten}", 10, "`ten` is not a number", "digits"),
    ("{2018-01-01: 10}", "{}", 10, "`values` is empty", "at least one"),
    ("unit: day, values", "values", 10, "`unit` is missing", "Add `unit:`"),
    ("  free_days: {unit", "  Free: {unit", 10, "`Free` is not a name", "small letters"),
    ("law: 贫困户, ", "", 13, "`law` is missing", "Add `law:`"),
    ("test: days", "tests: days", 14, "unknown key `tests`", "`test`"),
    ("amount:\n", "status: poor\namount:\n", 15, "amount and status given", "exactly one"),
    ("amount:\n  paid_days", "holds:\n  paid_days", 16, "unknown key `value`", "law, test"),
    ("for_each", "each: {period: day, of: x}\nfor_each", 6, "unknown key `of`", "period"),
    ("for_each", "cap: {per: stay_id, period: week, amount: a, law: b}\nfor_each", 6,
     "a cap per `week`", "year, month or once"),
    ("for_each", "matches: {by: month}\nfor_each", 6, "matched by `month`", "period or event"),
    ("for_each", "due_within: 0\nfor_each", 6, "no day at all", "1 or more"),
    ("for_each", "due_within: soon\nfor_each", 6, "`soon` is not a number", "digits"),
    ("for_each", "excludes: other\nfor_each", 6, "must be a list", "[one, two]"),
    ("for_each", "examples: {one: {given: {}, expect: {}}}\nfor_each", 6, "`expect` is empty",
     "at least one"),
]  # fmt: skip
NAMES = [
    (TEST, "day > free_days", 14, "unknown name `day`", "Did you mean `days`?"),
    (TEST, "zzzz > 1", 14, "unknown name `zzzz`", "Known here: "),
    (TEST, "Days > 1", 14, "unknown name `Days`", "Did you mean `days`?"),
    (TEST, "registered", 14, "unknown name `registered`", "Known here: "),
    (TEST, "share > 1", 14, "column `share` is DOUBLE", "DECIMAL(18,2)"),
    (TEST, "fine > 1", 14, "column `fine` is DECIMAL(18,15)", "DECIMAL(18,2)"),
    (TEST, "amount > 1", 1, "column `amount` bears a word", "Rename it in the fact"),
    (TEST, "stay_id > 'a'", 14, "asks which a text comes first", "Order numbers and days"),
    (TEST, "known < true", 14, "asks which a yes or no comes first", "Order numbers"),
    (TEST, "days = status", 14, "`days` is a number and `status` is a text", "one kind"),
    (TEST, '"days in (1, \'a\')"', 14, "`'a'` is a text", "one kind"),
    (TEST, "days", 14, "is a number, where a yes or no is wanted", "yields a yes or no"),
    (TEST, "not days", 14, "is a number, where a yes or no is wanted", "yields"),
    (TEST, "-left_on > 1", 14, "is a day, where a number is wanted", "yields a number"),
    (TEST, "left_on > DATE '2018-02-30'", 14, "`2018-02-30` is no day", "2018-01-31"),
    (TEST, "case when days then true else false end", 14, "where a yes or no", "yields"),
    (TEST, "days * 0.1234567 * 0.1234567 > 1", 14, "digits after the point", "Keep to 12"),
    (TEST, "cost * cost * cost > 1", 14, "may be 54 digits long", "Keep to 38"),
    (TEST, "days > 1e5", 14, "may be 39 digits long", "Keep to 38"),
    ("= 'registered'", "= 'registerd'", 13, "'registerd' is no status", "`registered`"),
    ("= 'registered'", "in ('zzzz')", 13, "'zzzz' is no status", "exited, registered"),
    ("paid_days * 50", "payable * 50", 17, "unknown name `payable`", "Known here"),
    ("paid_days * 50", "days > 1", 17, "where a number is wanted", "yields a number"),
    ("50, unit: yuan", "50, unit: day", 17, "what is due is in day", "in yuan"),
    ("  long_stay:", "  days:", 14, "a clause `days` is also a column", "another name"),
    ("  long_stay:", "  word:", 14, "a clause `word` is also a parameter", "another name"),
    ("  payable:", "  eligible:", 17, "a step `eligible` is also a word", "another name"),
    ("  payable:", "  kept:", 17, "a step `kept` is also a stage", "another name"),
    ("  payable:", "  hospital_stay:", 17, "is also the source itself", "another name"),
    ("dated_by: left_on", "dated_by: left", 7, "`left` is no column of", "`left_on`"),
    ("dated_by: left_on", "dated_by: seen_at", 7, "TIMESTAMP, not DATE", "by a day"),
    ("for_each: hospital_stay", "for_each: stays", 6, "for each `stays`", "its own source"),
    ("for_each", "each: {period: dais}\nfor_each", 6, "`dais` is no column", "`days`"),
    ("for_each", "paid_to: person\nfor_each", 6, "`person` is no column", "Use one of"),
    ("for_each", "stacking: {group: g, event: e}\nfor_each", 6, "`e` is no column", "Use one"),
    ("for_each", "cap: {per: x, period: year, amount: free_days, law: y}\nfor_each", 6,
     "`x` is no column", "Use one of"),
    ("for_each", "cap: {per: stay_id, period: year, amount: word, law: y}\nfor_each", 6,
     "`word` is no parameter that is a number", "free_days"),
    ("for_each", "at_stake: status\nfor_each", 6, "where a number is wanted", "yields"),
    ("for_each", "examples: {a: {given: {dais: 1}, expect: {eligible: true}}}\nfor_each", 6,
     "`dais` is no column", "`days`"),
    ("for_each", "examples: {a: {given: {}, expect: {elligible: true}}}\nfor_each", 6,
     "`elligible` is no answer", "`eligible`"),
]  # fmt: skip
HOSTILE = [
    *("read_csv('/etc/passwd') = 1", "exists (select 1)", "days in (select 1)", "days in status"),
    *("days > 1; drop table x", "days > 1 -- no", "days /* no */ > 1", "count(*) > 1", "* = 1"),
    *("a.days > 1", '"days" > 1', "days / 2 > 1", "days % 2 = 1", "status || 'x' = 'x'"),
    *("cast(days as date) = left_on", "days::int > 1", "cast('2018-01-01' as date) = left_on"),
    *("coalesce(days, 0) > 1", "days is distinct from 1", "days is true", "days = null", "null"),
    *("status like 'a%'", "$1 = days", "? = days", ":x = days", "getenv('HOME') = 'x'"),
    *("current_date > left_on", "days in (heads)", "days in ()", "least(days) > 1", "days >"),
    *("case when known then true end", "case days when days then true else false end"),
    *("days between symmetric 1 and 2", "if(known, true, false)", "'never ends", "x -> 1"),
    *("[1] = [1]", "days[1] = 1", "{'a': 1}", "select 1", "days > 1 as x", "interval '1' day", ";"),
    *("least(distinct days, 2) > 1", "TIMESTAMP '2018-01-01' > left_on", "1 = any(days)"),
    *("days > " + "1 + " * 1250 + "1", "(" * 300 + "known" + ")" * 300, "not " * 300 + "known"),
    *("(" * 150 + "known" + ")" * 150, "known" + " and known" * 60, "- " * 150 + "days > 1"),
]


def written(tmp_path: Path, old: str, new: str) -> Path:
    assert old in GOOD
    path = tmp_path / "stay.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    return path


def refused_at(error: UserError, path: Path) -> int | None:
    assert error.place is not None
    assert error.place.file == str(path)
    return error.place.line


def test_the_good_file_is_good(tmp_path: Path) -> None:
    check_policy(read_policy(written(tmp_path, "", "")), SOURCE)


@pytest.mark.parametrize(("old", "new", "line", "problem", "remedy"), SHAPE)
def test_shape(tmp_path: Path, *, old: str, new: str, line: int, problem: str, remedy: str) -> None:
    path = written(tmp_path, old, new)
    with pytest.raises(UserError) as refused:
        read_policy(path)
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy
    assert refused_at(refused.value, path) == line


@pytest.mark.parametrize(("old", "new", "line", "problem", "remedy"), NAMES)
def test_names_and_kinds(
    tmp_path: Path, *, old: str, new: str, line: int, problem: str, remedy: str
) -> None:
    path = written(tmp_path, old, new)
    policy = read_policy(path)
    with pytest.raises(UserError) as refused:
        compile_policy(policy, SOURCE, as_of=date(2019, 1, 1))
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy
    assert refused_at(refused.value, path) == line


@pytest.mark.parametrize("expression", HOSTILE)
def test_hostile_expressions(tmp_path: Path, expression: str) -> None:
    path = written(tmp_path, TEST, '"' + expression.replace('"', '\\"') + '"')
    with pytest.raises(UserError) as refused:
        read_policy(path)
    assert refused_at(refused.value, path) == 14
    assert refused.value.remedy


def test_too_many_clauses(tmp_path: Path) -> None:
    more = "".join(f"  c{i}: {{law: x, test: 'true'}}\n" for i in range(97))
    path = written(tmp_path, "amount:\n", more + "amount:\n")
    with pytest.raises(UserError, match="more than 100"):
        read_policy(path)


@pytest.mark.parametrize("empty", ["amount: {}", "amount:", "holds: {}"])
def test_nothing_decided(tmp_path: Path, empty: str) -> None:
    path = tmp_path / "stay.yaml"
    path.write_text(GOOD[: GOOD.index("amount:")] + empty, encoding="utf-8")
    with pytest.raises(UserError, match="is empty"):
        read_policy(path)
    path.write_text(GOOD[: GOOD.index("amount:")], encoding="utf-8")
    with pytest.raises(UserError, match="neither amount, status nor holds"):
        read_policy(path)


def test_steps_that_double_each_other_are_refused(tmp_path: Path) -> None:
    doubling = ["  s0: {law: x, value: 'least(days, 1)'}\n"]
    doubling += [f"  s{i}: {{law: x, value: 'least(s{i - 1}, 2)'}}\n" for i in range(1, 30)]
    path = written(tmp_path, "  payable:", "".join(doubling) + "  payable:")
    with pytest.raises(UserError, match="repeats too much"):
        check_policy(read_policy(path), SOURCE)


def test_cases_within_conditions_are_counted_not_written_out(tmp_path: Path) -> None:
    test = "known"
    for _ in range(18):
        test = f"case when {test} then known else known end"
    path = written(tmp_path, TEST, test)
    with pytest.raises(UserError, match="repeats too much"):
        check_policy(read_policy(path), SOURCE)
