"""A small demo county, taken in and run once for all tests of all workers: they only read it."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.lean import write_lean_pack
from tests.sharing import common_folder, once
from wuxiang.demo import DemoSummary, make_demo
from wuxiang.intake.take_in import Days, IntakeSummary, Sources, take_in
from wuxiang.run import run
from wuxiang.sealing import Keys, load_keys

HEQU = Path(__file__).parent.parent / "counties" / "hequ"
SMALL = 0.02


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what all workers share."""
    return common_folder(tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def own_keys(common: Path) -> Iterator[Path]:
    """No test touches the keys of whoever runs it."""
    before = os.environ.get("WUXIANG_KEYS")
    folder = common / "keys"
    os.environ["WUXIANG_KEYS"] = str(folder)
    once(common, "keys made", lambda: load_keys(create=True).key_id)
    yield folder
    if before is None:
        del os.environ["WUXIANG_KEYS"]
    else:
        os.environ["WUXIANG_KEYS"] = before


@pytest.fixture(scope="session")
def keys(own_keys: Path) -> Keys:
    assert own_keys.is_dir()
    return load_keys(create=False)


@pytest.fixture(scope="session")
def small_demo(common: Path) -> DemoSummary:
    return once(common, "demo", lambda: make_demo(common / "county" / "files", seed=7, scale=SMALL))


@pytest.fixture(scope="session")
def small_files(small_demo: DemoSummary) -> Path:
    return small_demo.folder


@pytest.fixture(scope="session")
def small_intake(common: Path, small_files: Path, keys: Keys) -> IntakeSummary:
    sources, days = Sources(small_files, HEQU), Days(known_at=date(2019, 5, 5))
    out = small_files.parent / "snapshot"
    return once(common, "intake", lambda: take_in(sources, out, keys=keys, days=days))


@pytest.fixture(scope="session")
def small_snapshot(small_files: Path, small_intake: IntakeSummary) -> Path:
    assert small_intake.refused_files == ()
    return small_files.parent / "snapshot"


@pytest.fixture(scope="session")
def small_run(common: Path, small_snapshot: Path) -> Path:
    out = small_snapshot.parent / "run"
    once(common, "run", lambda: run(HEQU, small_snapshot, out))
    return out


@pytest.fixture(scope="session")
def lean_pack(common: Path) -> Path:
    """A part of Hequ's pack; to be copied by whoever changes it."""
    folder = common / "pack" / "lean"
    once(common, "lean pack", lambda: write_lean_pack(HEQU, folder))
    return folder


@pytest.fixture(scope="session")
def lean_run(common: Path, small_snapshot: Path, lean_pack: Path) -> Path:
    """What the lean pack decides: for tests of how a run is made, not of what it says."""
    out = small_snapshot.parent / "lean"
    once(common, "lean run", lambda: run(lean_pack, small_snapshot, out))
    return out
