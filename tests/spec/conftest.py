"""One engine for the whole specification: starting one costs more than asking it."""

from collections.abc import Iterator

import pytest

from wuxiang.engine import DuckEngine


@pytest.fixture(scope="session")
def engine() -> Iterator[DuckEngine]:
    """An engine that sees no files."""
    with DuckEngine() as made:
        yield made
