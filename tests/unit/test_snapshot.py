"""Snapshots, sealed identities, keys, and folders that appear whole or not at all."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wuxiang import sealing
from wuxiang.errors import Place, UserError
from wuxiang.folder import whole_folder
from wuxiang.sealing import Keys, key_file, load_keys, new_keys, seal, token, unseal
from wuxiang.snapshot import changed_files, identities, new_snapshot, read_manifest, table_file

DAY = date(2019, 4, 30)


def made(out: Path, households: str = "('h1', '140930100200')", keys: Keys | None = None) -> Path:
    with new_snapshot(out) as draft:
        draft.add(
            "household", f"SELECT * FROM (VALUES {households}) AS h(household_id, village_code)"
        )
        if keys:
            names = pa.table({"household_id": ["h1"], "national_number": ["0001"]})
            draft.seal(keys, "household", names)
        draft.finish(county="hequ", as_of=DAY, known_at=DAY, sources={}, invented=True)
    return out


def test_a_snapshot_has_every_table_and_says_what_it_is(tmp_path: Path) -> None:
    out = made(tmp_path / "s")
    manifest = read_manifest(out)
    assert manifest.day == DAY
    assert manifest.rows["household"] == 1
    assert manifest.rows["person"] == 0
    assert table_file(out, "person").exists()
    assert changed_files(out) == []


def test_one_changed_byte_of_a_snapshot_is_named(tmp_path: Path) -> None:
    out = made(tmp_path / "s")
    file = table_file(out, "village")
    file.write_bytes(file.read_bytes() + b"x")
    (out / "tables" / "added").write_text("", "utf-8")
    assert changed_files(out) == ["tables/added", "tables/village.parquet"]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("('h1', 'v'), ('h1', 'w')", "more than one row"),
        ("(NULL, 'v')", "have no household_id"),
    ],
)
def test_a_bad_key_is_refused_and_leaves_nothing(tmp_path: Path, rows: str, named: str) -> None:
    with pytest.raises(UserError, match=named):
        made(tmp_path / "s", rows)
    assert list(tmp_path.iterdir()) == []


def test_identities_come_back_with_the_right_keys_only(tmp_path: Path) -> None:
    keys = new_keys()
    out = made(tmp_path / "s", keys=keys)
    assert identities(out, keys, "household").to_pylist() == [
        {"household_id": "h1", "national_number": "0001"}
    ]
    assert identities(out, keys, "person").num_rows == 0
    with pytest.raises(UserError, match="sealed with key"):
        identities(out, new_keys(), "household")


READ = """
import os, sys
from pathlib import Path
from wuxiang.sealing import load_keys
from wuxiang.snapshot import identities
print(identities(Path(sys.argv[1]), load_keys(create=False), "household").num_rows)
print(len(os.listdir("/proc/self/task")))
"""


def test_identities_are_read_in_one_thread(tmp_path: Path) -> None:
    out = made(tmp_path / "s", keys=load_keys(create=True))
    told = subprocess.check_output([sys.executable, "-c", READ, str(out)], text=True)
    rows, threads = told.split()
    assert (rows, int(threads)) == ("1", alone())


def alone() -> int:
    """How many threads there are once all is imported."""
    code = "import os, wuxiang.snapshot; print(len(os.listdir('/proc/self/task')))"
    return int(subprocess.check_output([sys.executable, "-c", code], text=True))


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def torn_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf-8")


def other_version(folder: Path) -> None:
    stored = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps(stored | {"schema_version": 99}), "utf-8")


def older_than_a_table(folder: Path) -> None:
    stored = json.loads((folder / "manifest.json").read_text("utf-8"))
    del stored["rows"]["list_match"]
    (folder / "manifest.json").write_text(json.dumps(stored), "utf-8")


def test_a_snapshot_older_than_a_column_is_refused_by_the_column(tmp_path: Path) -> None:
    out = made(tmp_path / "s")
    file = table_file(out, "household")
    pq.write_table(pq.read_table(file).drop_columns(["rural", "main_cause"]), file)
    with pytest.raises(
        UserError, match=r"no column household\.rural, household\.main_cause"
    ) as old:
        read_manifest(out)
    assert "take the files in again" in str(old.value.remedy)


def test_for_one_manifest_the_files_are_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = made(tmp_path / "s")
    first = read_manifest(out)
    monkeypatch.setattr(pq, "read_schema", None)
    assert read_manifest(out) == first


@pytest.mark.parametrize("spoil", [no_manifest, torn_manifest, other_version, older_than_a_table])
def test_what_is_no_snapshot_is_said_so(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    out = made(tmp_path / "s")
    spoil(out)
    with pytest.raises(UserError) as refused:
        read_manifest(out)
    assert refused.value.remedy


def test_what_was_sealed_cannot_be_changed_or_taken_for_another() -> None:
    keys = new_keys()
    sealed = seal(keys, b"secret", label="person")
    assert b"secret" not in sealed
    assert unseal(keys, sealed, label="person") == b"secret"
    for at in (len(sealed) - 1, len(sealed) // 2):
        broken = bytearray(sealed)
        broken[at] ^= 1
        with pytest.raises(UserError):
            unseal(keys, bytes(broken), label="person")
    with pytest.raises(UserError, match="was changed"):
        unseal(keys, sealed, label="household")
    with pytest.raises(UserError, match="not a sealed file"):
        unseal(keys, b"PAR1" + sealed, label="person")


def test_a_token_says_the_same_of_the_same_and_nothing_else() -> None:
    keys = new_keys()
    assert token(keys, "person", "x") == token(keys, "person", "x")
    assert token(keys, "person", "x") != token(keys, "household", "x")
    assert token(keys, "person", "x") != token(new_keys(), "person", "x")
    assert token(keys, "person", "x").startswith("p")


def test_keys_are_made_once_and_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    with pytest.raises(UserError, match="no keys"):
        load_keys(create=False)
    keys = load_keys(create=True)
    assert load_keys(create=True) == keys
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file().parent.stat().st_mode) == 0o700
    key_file().write_text('{"key_id": 1}', "utf-8")
    with pytest.raises(UserError, match="no usable keys"):
        load_keys(create=True)


def test_of_two_that_make_keys_at_once_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WUXIANG_KEYS", str(tmp_path / "keys"))
    first = load_keys(create=True)
    sealing._store(key_file(), new_keys())
    assert load_keys(create=True) == first


def test_keys_lie_at_home_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WUXIANG_KEYS")
    assert key_file() == Path.home() / ".config" / "wuxiang" / "keys" / "keys.json"


KILLED = """
import os, signal, sys
from pathlib import Path
from wuxiang.folder import whole_folder
with whole_folder(Path(sys.argv[1])) as draft:
    (draft / "half").write_text("written")
    print("ready", flush=True)
    signal.pause()
"""


def test_killed_a_folder_is_absent_and_the_next_clears_up(tmp_path: Path) -> None:
    final = tmp_path / "out"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(final)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    with whole_folder(tmp_path / "out2"):
        assert len(list(tmp_path.glob(".out.draft-*"))) == 1
    child.kill()
    child.wait()
    child.stdout.close()
    assert not final.exists()
    with whole_folder(final) as draft:
        (draft / "whole").write_text("written", "utf-8")
    assert [path.name for path in final.iterdir()] == ["whole"]
    assert not list(tmp_path.glob(".out.draft-*"))


def test_a_draft_whose_owner_lives_is_left_alone(tmp_path: Path) -> None:
    final = tmp_path / "out"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(final)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    with whole_folder(final):
        pass
    assert len(list(tmp_path.glob(".out.draft-*"))) == 1
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_draft_that_is_just_beginning_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".out.draft-young").mkdir()
    with whole_folder(tmp_path / "out"):
        pass
    assert (tmp_path / ".out.draft-young").exists()


def test_a_place_says_what_is_known_of_it() -> None:
    place = Place("a.xlsx", sheet="人员", row=3, column="姓名")
    assert str(place) == "a.xlsx, sheet 人员, row 3, column 姓名"
    error = UserError("wrong", remedy="mend it", place=Place("a.yaml", line=2))
    assert str(error) == "a.yaml, line 2: wrong\n  → mend it"
    assert str(UserError("wrong", remedy="mend it")) == "wrong\n  → mend it"


def test_a_file_where_the_folder_of_keys_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys.json"
    file.write_text("{}", "utf-8")
    monkeypatch.setenv("WUXIANG_KEYS", str(file))
    for create in (True, False):
        with pytest.raises(UserError, match="is a file, not a folder"):
            load_keys(create=create)
