"""A small demo county, taken in and run once for all tests that only read it."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from wuxiang.demo import make_demo
from wuxiang.intake.take_in import Days, Sources, take_in
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
def small_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county") / "files"
    make_demo(folder, seed=7, scale=SMALL)
    return folder


@pytest.fixture(scope="session")
def small_snapshot(small_files: Path, keys: Keys) -> Path:
    out = small_files.parent / "snapshot"
    take_in(Sources(small_files, HEQU), out, keys=keys, days=Days(known_at=date(2019, 5, 5)))
    return out


@pytest.fixture(scope="session")
def small_run(small_snapshot: Path) -> Path:
    out = small_snapshot.parent / "run"
    run(HEQU, small_snapshot, out)
    return out
