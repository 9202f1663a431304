"""Where nothing can be written a command says so in plain words, before it has worked long."""

from pathlib import Path

import pytest

from tests.conftest import HEQU
from tests.intake_files import write_county
from tests.journeys.test_commands import wuxiang


@pytest.mark.parametrize("name", ["a.txt/out.xlsx", f"{'x' * 300}.xlsx", f"{'x' * 250}.xlsx"])
def test_what_cannot_be_written_is_told_in_words(
    name: str, small_run: Path, small_snapshot: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("a file, no folder", "utf-8")
    folder, out = write_county(tmp_path / "in"), tmp_path / name
    for arguments in (
        ("demo", out, "--scale", "0.02", "--quiet"),
        ("intake", folder, "--county", HEQU, "--out", out, "--quiet"),
        ("run", "--county", HEQU, "--snapshot", small_snapshot, "--out", out, "--quiet"),
        ("gaps", small_run, "--out", out),
        ("entitlements", small_run, "--out", out),
        ("export", small_snapshot, "--county", HEQU, "--list", "roster", "--out", out),
    ):
        result = wuxiang(*arguments)
        assert result.exit_code == 2, (arguments[0], result.output, result.exception)
        assert result.output.startswith("wuxiang: ")
        assert "Traceback" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "in"]
