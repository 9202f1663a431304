"""The pack as one page: by direction, every commitment with its state, figures and policies."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import HEQU
from wuxiang.errors import UserError
from wuxiang.pack import promises, read_pack, show_pack


def test_the_page_has_every_commitment_once_and_every_policy() -> None:
    pack = read_pack(HEQU)
    page = show_pack(pack)
    named = [one.name for _, kept in promises(pack).values() for one in kept if len(one.name) > 1]
    assert len(named) == len(set(named)) == 41
    assert all(page.count(f"\n### {name} ") == 1 for name in named)
    assert all(policy.title.zh in page for policy in pack.policies.values())
    assert "### V4 水价补贴（有政策）" in page
    assert "- 农村水价补贴 (元, 目标 1438000): " in page
    assert "### V4 Subsidised water prices（kept by policies）" in show_pack(pack, language="en")


def test_a_pack_without_promises_shows_its_policies(tmp_path: Path) -> None:
    shutil.copytree(HEQU, tmp_path / "pack")
    file = tmp_path / "pack" / "commitments.yaml"
    file.unlink()
    pack = read_pack(tmp_path / "pack")
    assert promises(pack) == {}
    assert show_pack(pack).count("牵头") >= len(pack.policies)
    file.write_text("direction: {}\n", "utf-8")
    with pytest.raises(UserError, match="unknown key"):
        promises(pack)


def test_a_commitment_without_a_figure_shows_its_policies_alone(tmp_path: Path) -> None:
    shutil.copytree(HEQU, tmp_path / "pack")
    for file in (tmp_path / "pack" / "indicators").glob("*.sql"):
        if "-- commitment: V4\n" in file.read_text("utf-8"):
            file.unlink()
    page = show_pack(read_pack(tmp_path / "pack"), language="en")
    shown = page.partition("### V4 ")[2].partition("### ")[0]
    assert "Figures" not in shown
    assert "water_price_subsidy" in shown or "water" in shown.lower()
