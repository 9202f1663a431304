"""The JSON Schema for editors accepts and refuses what `read_policy` accepts and refuses."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.unit.test_policy_errors import SHAPE, written
from wuxiang import strict_yaml
from wuxiang.errors import UserError
from wuxiang.policy import read_policy

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/reference/policy.schema.json").read_text(encoding="utf-8"))
FOLDERS = [ROOT / "tests/spec", ROOT / "counties"]
POLICIES = sorted(path for folder in FOLDERS for path in folder.rglob("policies/**/*.yaml"))
BEYOND = ("policy: leave", "{from: 2018-01-01, to: 2018-01-01}")  # one file alone cannot tell


def accepts(path: Path) -> bool:
    """Whether the schema accepts the file."""
    return bool(Draft202012Validator(SCHEMA).is_valid(strict_yaml.load(path)))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_is_accepted_by_both(path: Path) -> None:
    assert read_policy(path).name == path.stem
    assert accepts(path)


@pytest.mark.parametrize(("old", "new", "line", "problem", "remedy"), SHAPE)
def test_a_wrong_shape_is_refused_by_both(
    tmp_path: Path, *, old: str, new: str, line: int, problem: str, remedy: str
) -> None:
    path = written(tmp_path, old, new)
    with pytest.raises(UserError, match=f"line {line}: ") as refused:
        read_policy(path)
    assert problem in refused.value.problem
    assert remedy in refused.value.remedy
    assert accepts(path) is (new in BEYOND)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
