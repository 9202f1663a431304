"""A small demo county, taken in and run once for all tests that only read it."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.lean import write_lean_pack
from wuxiang.demo import DemoSummary, make_demo
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.run import run
from wuxiang.sealing import Keys, load_keys

HEQU = Path(__file__).parent.parent / "counties" / "hequ"
SMALL = 0.02


@pytest.fixture(scope="session", autouse=True)
def own_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test touches the keys of whoever runs it."""
    before = os.environ.get("WUXIANG_KEYS")
    folder = tmp_path_factory.mktemp("keys")
    os.environ["WUXIANG_KEYS"] = str(folder)
    yield folder
    if before is None:
        del os.environ["WUXIANG_KEYS"]
    else:
        os.environ["WUXIANG_KEYS"] = before


@pytest.fixture(scope="session")
def keys(own_keys: Path) -> Keys:
    assert own_keys.is_dir()
    return load_keys(create=True)


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> DemoSummary:
    return make_demo(tmp_path_factory.mktemp("county") / "files", seed=7, scale=SMALL)


@pytest.fixture(scope="session")
def small_files(small_demo: DemoSummary) -> Path:
    return small_demo.folder


@pytest.fixture(scope="session")
def small_intake(small_files: Path, keys: Keys) -> IntakeSummary:
    days = Days(known_at=date(2019, 5, 5))
    return take_in(
        Sources(small_files, HEQU), small_files.parent / "snapshot", keys=keys, days=days
    )


@pytest.fixture(scope="session")
def small_snapshot(small_files: Path, small_intake: IntakeSummary) -> Path:
    assert small_intake.refused_files == ()
    return small_files.parent / "snapshot"


@pytest.fixture(scope="session")
def small_run(small_snapshot: Path) -> Path:
    out = small_snapshot.parent / "run"
    run(HEQU, small_snapshot, out)
    return out


@pytest.fixture(scope="session")
def lean_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of Hequ's pack; to be copied by whoever changes it."""
    folder = tmp_path_factory.mktemp("pack") / "lean"
    write_lean_pack(HEQU, folder)
    return folder


@pytest.fixture(scope="session")
def lean_run(small_snapshot: Path, lean_pack: Path) -> Path:
    """What the lean pack decides: for tests of how a run is made, not of what it says."""
    out = small_snapshot.parent / "lean"
    run(lean_pack, small_snapshot, out)
    return out
