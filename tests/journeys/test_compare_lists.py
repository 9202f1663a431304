"""Lists of other offices held against the demo's register, from the command to the next intake."""

import json
import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from tests.intake_files import write_csv, write_xlsx
from wuxiang.cli import main
from wuxiang.folder import hashes_of
from wuxiang.intake.cleaning import tidy
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.linkage import outcome
from wuxiang.report.comparison import as_text
from wuxiang.sealing import Keys, unseal
from wuxiang.snapshot import identities, table_file

HEQU = Path(__file__).parents[2] / "counties" / "hequ"
ON = "2019-04-30"


def compare(snapshot: Path, out: Path, *words: str | Path) -> Result:
    given = ("--county", HEQU, "--snapshot", snapshot, "--out", out, "--on", ON, "--quiet")
    return CliRunner().invoke(main, ["compare-lists", *map(str, (*words, *given))])


def people(snapshot: Path, keys: Keys) -> list[dict[str, str]]:
    """Registered people who are there, with names and numbers."""
    named = {one["person_id"]: one for one in identities(snapshot, keys, "person").to_pylist()}
    status = pq.read_table(table_file(snapshot, "household_status")).to_pylist()
    kept = {
        s["household_id"]
        for s in status
        if s["status"] == "exited_with_policies" and not s["to_date"]
    }
    rows = pq.read_table(table_file(snapshot, "person")).to_pylist()
    return [
        {**one, **named[one["person_id"]]}
        for one in rows
        if one["household_id"] in kept and one["left_on"] is None
    ]


@pytest.fixture(scope="module")
def compared(small_files: Path, small_snapshot: Path) -> tuple[Path, dict[str, object]]:
    out = small_files.parent / "compared"
    done = compare(small_snapshot, out, small_files / "比对名单", "--json")
    assert done.exit_code == 0, done.output
    return out, json.loads(done.output)


def test_the_demo_is_found_again(
    compared: tuple[Path, dict[str, object]], small_snapshot: Path
) -> None:
    out, told = compared
    rows = pq.read_table(out / "matches.parquet").to_pylist()
    assert told["invented"] is True
    assert told["lists"] == 6
    assert {row["recorded_on"] for row in rows} == {date(2019, 4, 30)}
    known = set(pq.read_table(table_file(small_snapshot, "person"))["person_id"].to_pylist())
    assert {row["person_id"] for row in rows} <= known
    deaths = [row for row in rows if row["comparison"] == "deaths"]
    assert {row["match_meaning"] for row in deaths} == {"flag", "known"}


def test_tables_hold_tokens_only_and_the_rows_lie_sealed(
    compared: tuple[Path, dict[str, object]], small_snapshot: Path, keys: Keys
) -> None:
    out, _ = compared
    named = identities(small_snapshot, keys, "person").to_pylist()
    numbers = {one["id_number"] for one in named}
    for name in ("matches", "outcomes", "weights"):
        table = pq.read_table(out / f"{name}.parquet")
        cells = {str(cell) for column in table.columns for cell in column.to_pylist()}
        assert not cells & numbers
    assert unseal(keys, (out / "sealed" / "rows.sealed").read_bytes(), label="rows")
    assert (out.stat().st_mode & 0o777, (out / "report").stat().st_mode & 0o777) == (0o700, 0o700)
    assert not (out / "between").exists()


def test_the_same_lists_give_the_same_bytes(
    compared: tuple[Path, dict[str, object]],
    small_files: Path,
    small_snapshot: Path,
    tmp_path: Path,
) -> None:
    out, _ = compared
    again = tmp_path / "again"
    assert compare(small_snapshot, again, small_files / "比对名单").exit_code == 0
    first, second = hashes_of(out), hashes_of(again)
    sealed = "sealed/rows.sealed"
    assert {**first, sealed: ""} == {**second, sealed: ""}


def test_the_weights_of_a_candidate_are_told(compared: tuple[Path, dict[str, object]]) -> None:
    out, _ = compared
    weights = pq.read_table(out / "weights.parquet").to_pylist()
    assert {one["compared"] for one in weights} == {
        "name",
        "birth",
        "number",
        "sex",
        "place",
        "home",
    }
    with CalamineWorkbook.from_path(str(out / "report" / "待核.xlsx")) as book:
        lines = book.get_sheet_by_index(0).to_python()
    doubtful = pq.read_table(out / "outcomes.parquet").to_pylist()
    doubts = [one for one in doubtful if one["outcome"] == "review"]
    assert all(one["match_id"] is None for one in doubts)
    assert len(lines) - 1 >= len(doubts)


def test_findings_are_taken_in_by_the_next_intake(
    compared: tuple[Path, dict[str, object]], small_files: Path, keys: Keys, tmp_path: Path
) -> None:
    out, _ = compared
    files = tmp_path / "files"
    files.mkdir()
    for name in ("人口底册", "村级"):
        shutil.copytree(small_files / name, files / name)
    shutil.copy(out / "report" / "比对结果名册.csv", files)
    days = Days(known_at=date(2019, 5, 5))
    take_in(Sources(files, HEQU), tmp_path / "next", keys=keys, days=days)
    taken = pq.read_table(table_file(tmp_path / "next", "list_match")).to_pylist()
    found = pq.read_table(out / "matches.parquet").to_pylist()
    told = {m["match_id"]: m for m in found if m["match_meaning"] != "known"}
    assert {one["match_id"] for one in taken} == set(told)
    for one in taken:
        assert one["person_id"] == told[one["match_id"]]["person_id"]
        assert one["list_amount"] == told[one["match_id"]]["list_amount"]


def test_a_strange_list_with_its_headings_explained(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    one, two, *_ = people(small_snapshot, keys)
    rows = [
        ["县里给的名单", "", "", ""],
        ["机主", "号码", "随便一列", "花费"],
        [one["name"], one["id_number"], "=1+1", "9000"],
        ["完全不同", two["id_number"], "别的", ""],
        ["", "", "只有备注", "5"],
        ["钱百万", "14093019600203901X", "外人", "7"],
        ["合计", "", "", "9012"],
    ]
    path = write_xlsx(tmp_path / "名单.xlsx", {"一": rows})
    words = ("--as", "medical_costs", "--map", "机主=name", "--map", "号码=id_number")
    done = compare(small_snapshot, tmp_path / "out", path, *words, "--map", "花费=amount", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (
        told["outcomes"]
        == {"medical_costs": {"id_number": 1, "nameless": 1, "not_found": 1, "review": 1}}
        or told["outcomes"]["medical_costs"]["stranger"] == 1
    )
    [match] = pq.read_table(tmp_path / "out" / "matches.parquet").to_pylist()
    assert (match["person_id"], match["match_meaning"]) == (one["person_id"], "warning")
    assert match["certainty"] == "id_number"


def test_an_amount_that_is_missing_is_for_a_person_and_a_small_one_matters_not(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    one, two, three, *_ = people(small_snapshot, keys)
    rows = [
        ["姓名", "证件号码", "个人自付金额"],
        [one["name"], one["id_number"], ""],
        [two["name"], two["id_number"], "7999.99"],
        [three["name"], three["id_number"], "8000"],
    ]
    path = write_csv(tmp_path / "名单.csv", rows)
    assert compare(small_snapshot, tmp_path / "out", path).exit_code == 0
    matches = pq.read_table(tmp_path / "out" / "matches.parquet").to_pylist()
    assert {m["person_id"]: m["match_meaning"] for m in matches} == {
        two["person_id"]: "known",
        three["person_id"]: "warning",
    }
    outcomes = pq.read_table(tmp_path / "out" / "outcomes.parquet").to_pylist()
    assert [o["reason"] for o in outcomes] == ["amount_missing", None, None]


def test_a_list_of_strangers_finds_nobody_and_says_so(small_snapshot: Path, tmp_path: Path) -> None:
    rows = [["姓名", "证件号码", "死亡日期"], ["钱百万", "14093019600203901X", "2019-01-01"]]
    path = write_csv(tmp_path / "名单.csv", rows)
    assert compare(small_snapshot, tmp_path / "out", path).exit_code == 0
    assert pq.read_table(tmp_path / "out" / "matches.parquet").num_rows == 0
    with CalamineWorkbook.from_path(
        str(tmp_path / "out" / "report" / "疑点预警_全县.xlsx")
    ) as book:
        assert book.sheet_names == ["无"]


def test_what_the_register_knows_by_day_is_known(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    named = {p["person_id"]: p for p in people(small_snapshot, keys)}
    stays = pq.read_table(table_file(small_snapshot, "hospital_stay")).to_pylist()
    stay = next(s for s in stays if s["person_id"] in named)
    who = named[stay["person_id"]]
    rows = [
        ["姓名", "证件号码", "病案号", "出院日期"],
        [who["name"], who["id_number"], "1", str(stay["discharged_on"])],
        [who["name"], who["id_number"], "2", "2011-01-01"],
    ]
    path = write_csv(tmp_path / "名单.csv", rows)
    assert compare(small_snapshot, tmp_path / "out", path).exit_code == 0
    matches = pq.read_table(tmp_path / "out" / "matches.parquet").to_pylist()
    assert {m["event_on"]: m["match_meaning"] for m in matches} == {
        stay["discharged_on"]: "known",
        date(2011, 1, 1): "flag",
    }


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("nowhere.xlsx",), "there is no nowhere.xlsx"),
        (("{empty}",), "no spreadsheet lies in"),
        (("{list}",), "no sheet has the headings"),
        (("{list}", "--as", "boats"), "no comparison `boats`"),
        (("{list}", "--map", "姓名=nickname"), "cannot be a `nickname`"),
        (("{list}", "--map", "姓名"), "says nothing"),
        (("{list}", "--map", "=name"), "says nothing"),
        (("{broken}",), "1 of the files cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_leaves_nothing(
    small_snapshot: Path, tmp_path: Path, words: tuple[str, ...], problem: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    write_csv(tmp_path / "list.csv", [["姓名", "乙"], ["张三", "1"]])
    places = {
        "empty": tmp_path / "empty",
        "list": tmp_path / "list.csv",
        "broken": tmp_path / "broken.xlsx",
    }
    done = compare(small_snapshot, tmp_path / "out", *(w.format(**places) for w in words))
    assert done.exit_code == 2
    assert problem in done.output
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".out*"))


def test_a_broken_file_can_be_left_out_and_is_named(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    [one, *_] = people(small_snapshot, keys)
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    write_csv(
        folder / "车.csv", [["车主", "身份证号", "车牌号"], [one["name"], one["id_number"], "晋H"]]
    )
    write_csv(folder / "别的.csv", [["甲", "乙"], ["1", "2"]])
    done = compare(small_snapshot, tmp_path / "out", folder, "--skip-refused")
    assert done.exit_code == 0, done.output
    assert "refused: broken.xlsx" in done.output
    assert "not known: 别的.csv" in done.output


def test_nothing_is_overwritten(
    compared: tuple[Path, dict[str, object]], small_snapshot: Path, small_files: Path
) -> None:
    out, _ = compared
    done = compare(small_snapshot, out, small_files / "比对名单")
    assert done.exit_code == 2
    assert "never overwritten" in done.output


def test_a_failure_in_the_middle_leaves_nothing(
    small_snapshot: Path, small_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(outcome, "_write_manifest", fail)
    done = compare(small_snapshot, tmp_path / "out", small_files / "比对名单")
    assert isinstance(done.exception, OSError)
    assert not list(tmp_path.iterdir())


def queue(out: Path) -> list[list[str]]:
    """The lines of the review queue, headings first."""
    with CalamineWorkbook.from_path(str(out / "report" / "待核.xlsx")) as book:
        lines = book.get_sheet_by_index(0).to_python()
    return [[str(int(c)) if isinstance(c, float) else str(c) for c in line] for line in lines]


@pytest.fixture(scope="module")
def doubtful(small_files: Path, small_snapshot: Path, keys: Keys) -> tuple[Path, Path]:
    """A list of vehicles with three doubtful owners, and what comparing it gave."""
    one, two, three, *_ = people(small_snapshot, keys)
    rows = [["车主", "身份证号", "车牌号"]]
    rows += [["另一人", who["id_number"], f"晋H{at}"] for at, who in enumerate((one, two, three))]
    lists = write_csv(small_files.parent / "doubtful" / "车.csv", rows)
    out = lists.parent / "compared"
    assert compare(small_snapshot, out, lists).exit_code == 0
    return lists, out


def reviewed(path: Path, lines: list[list[str]], *words: str) -> Path:
    """The queue with these words in 认定."""
    head, *rest = lines
    at = head.index("认定(是/否)")
    given = zip(rest, [*words, *[""] * len(rest)], strict=False)
    return write_xlsx(path, {"待核": [head, *([*r[:at], w, *r[at + 1 :]] for r, w in given)]})


def test_what_people_decided_comes_back(
    doubtful: tuple[Path, Path], small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    lists, out = doubtful
    one, *_ = people(small_snapshot, keys)
    lines = queue(out)
    assert len(lines) == 4
    answered = reviewed(tmp_path / "待核.xlsx", lines, "是", " 否 ", "")
    second = tmp_path / "second"
    done = compare(small_snapshot, second, lists, "--reviewed", answered)
    assert done.exit_code == 0, done.output
    told = json.loads((second / "manifest.json").read_text("utf-8"))
    assert told["outcomes"] == {"vehicles": {"confirmed": 1, "dismissed": 1, "review": 1}}
    assert [len(one) for one in told["reviewed"]] == [64]
    [match] = pq.read_table(second / "matches.parquet").to_pylist()
    assert (match["person_id"], match["certainty"]) == (one["person_id"], "confirmed")
    assert "人工确认" in (second / "report" / "比对结果名册.csv").read_text("utf-8-sig")
    assert queue(second)[1:] == lines[3:]


def test_a_cost_without_an_amount_counts_once_somebody_says_so(
    small_snapshot: Path, keys: Keys, tmp_path: Path
) -> None:
    [one, *_] = people(small_snapshot, keys)
    rows = [["姓名", "证件号码", "个人自付金额"], [one["name"], one["id_number"], ""]]
    lists = write_csv(tmp_path / "lists" / "名单.csv", rows)
    assert compare(small_snapshot, tmp_path / "first", lists).exit_code == 0
    answered = reviewed(tmp_path / "待核.xlsx", queue(tmp_path / "first"), "是")
    out = tmp_path / "second"
    assert compare(small_snapshot, out, lists, "--reviewed", answered).exit_code == 0
    [match] = pq.read_table(out / "matches.parquet").to_pylist()
    assert (match["match_meaning"], match["list_amount"]) == ("warning", None)


@pytest.mark.parametrize(
    ("words", "change", "problem"),
    [
        (("也许",), {}, "`也许` is neither 是 nor 否"),
        (("是",), {"名单行编号": "r0"}, "in none of the lists"),
        (("是",), {"候选人编号": "p0"}, "not on the register"),
        (("是", "是"), {"名单行编号": "same"}, "both 是 (the other in row 2)"),
        (("是", "否"), {"名单行编号": "same", "候选人编号": "same"}, "both 是 and 否"),
        (("否", "是"), {"名单行编号": "same", "候选人编号": "same"}, "both 是 and 否"),
    ],
)
def test_a_verdict_that_cannot_be_meant_is_refused_with_its_row(
    words: tuple[str, ...],
    change: dict[str, str],
    problem: str,
    *,
    doubtful: tuple[Path, Path],
    small_snapshot: Path,
    tmp_path: Path,
) -> None:
    lists, out = doubtful
    lines = queue(out)
    for heading, value in change.items():
        at = lines[0].index(heading)
        row = 2 if value == "same" else 1
        lines[row][at] = lines[1][at] if value == "same" else value
    answered = reviewed(tmp_path / "待核.xlsx", lines, *words)
    done = compare(small_snapshot, tmp_path / "out", lists, "--reviewed", answered)
    assert done.exit_code == 2
    assert problem in done.output
    assert f"row {len(words) + 1}" in done.output
    assert not (tmp_path / "out").exists()


def test_only_a_queue_can_be_reviewed(
    doubtful: tuple[Path, Path], small_snapshot: Path, tmp_path: Path
) -> None:
    lists, _ = doubtful
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    for path, problem in (
        (tmp_path / "none.xlsx", "there is no"),
        (lists, "no sheet has the headings"),
        (tmp_path / "broken.xlsx", "broken.xlsx"),
    ):
        done = compare(small_snapshot, tmp_path / "out", lists, "--reviewed", path)
        assert (done.exit_code, problem in done.output) == (2, True), done.output


def test_a_name_that_begins_like_a_formula_is_text_to_a_spreadsheet() -> None:
    assert [as_text(cell) for cell in ("=1+1", "@甲", "王-明", 5, None)] == [
        '="=1+1"', '="@甲"', "王-明", 5, None,
    ]  # fmt: skip
    assert tidy(str(as_text("=1+1")))[0] == "=1+1"
