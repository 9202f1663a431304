"""More than a county: a snapshot straight to Parquet, whose counties never mix."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from wuxiang.demo import bytes_for, make_demo, write_parquet
from wuxiang.errors import UserError
from wuxiang.schema import TABLES
from wuxiang.snapshot import changed_files, read_manifest, table_file

REDUCED = {"wuxiang.demo.nation.WHOLE": 0.02}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two and a half counties, each drawn much smaller than a county is."""
    folder = tmp_path_factory.mktemp("demo") / "nation"
    with pytest.MonkeyPatch.context() as patched:
        for name, value in REDUCED.items():
            patched.setattr(name, value)
        make_demo(folder, seed=3, scale=2.5)
        yield folder


def test_it_is_a_whole_snapshot_of_invented_people(snapshot: Path) -> None:
    manifest = read_manifest(snapshot)
    assert manifest.invented
    assert changed_files(snapshot) == []
    assert set(manifest.rows) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_by_keys_that_are_unique(snapshot: Path, name: str) -> None:
    file = table_file(snapshot, name)
    key = ", ".join(TABLES[name].key)
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {key} FROM read_parquet('{file}')").fetchall()
    assert len(set(rows)) == len(rows) == read_manifest(snapshot).rows[name]
    assert rows == sorted(rows)


def test_columns_are_the_stored_ones_with_the_types_of_the_vocabulary(snapshot: Path) -> None:
    with duckdb.connect() as connection:
        for name, table in TABLES.items():
            found = connection.execute(
                f"DESCRIBE SELECT * FROM read_parquet('{table_file(snapshot, name)}')"
            ).fetchall()
            assert [(row[0], row[1]) for row in found] == [
                (column.name, column.sql_type) for column in table.stored
            ]


def test_people_live_in_households_and_households_in_areas_of_their_own_county(
    snapshot: Path,
) -> None:
    person, household, area = (
        f"read_parquet('{table_file(snapshot, name)}')" for name in ("person", "household", "area")
    )
    with duckdb.connect() as connection:
        lost = connection.execute(
            f"SELECT count(*) FROM {person} p LEFT JOIN {household} h USING (household_id) "
            f"LEFT JOIN {area} a ON a.area_code = h.village_code WHERE a.name IS NULL"
        ).fetchall()
        counties = connection.execute(
            f"SELECT count(DISTINCT substr(village_code, 1, 6)) FROM {household}"
        ).fetchall()
    assert lost == [(0,)]
    assert counties == [(3,)]


def test_it_repeats_byte_by_byte(snapshot: Path, tmp_path: Path) -> None:
    write_parquet(tmp_path / "again", seed=3, scale=2.5)
    assert read_manifest(snapshot).files == read_manifest(tmp_path / "again").files


@pytest.mark.parametrize("scale", [0, -1, 10_000])
def test_a_scale_out_of_reach_is_refused(tmp_path: Path, scale: float) -> None:
    with pytest.raises(UserError, match="scale"):
        write_parquet(tmp_path / "nation", seed=3, scale=scale)


def test_more_than_the_disk_holds_is_refused_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wuxiang.demo.nation.BYTES_PER_COUNTY", 1 << 50)
    with pytest.raises(UserError, match="GB left"):
        write_parquet(tmp_path / "far" / "nation", seed=3, scale=2)
    assert list(tmp_path.iterdir()) == []


def test_its_size_is_foretold(snapshot: Path) -> None:
    """A county drawn at 2 % takes much less than a whole one, and a whole one what is foretold."""
    size = sum(file.stat().st_size for file in snapshot.rglob("*.parquet"))
    assert 0 < size < bytes_for(2.5)
    assert bytes_for(700) == 700 * bytes_for(1)
