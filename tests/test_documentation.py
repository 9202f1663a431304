"""The documents are true: their commands run, their links lead somewhere, their pages are fresh."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from docs.generate import REFERENCE, pages
from wuxiang.intake.workbooks import write_report_workbooks
from wuxiang.strict_yaml import load, section

ROOT = Path(__file__).parent.parent
GUIDES = sorted((ROOT / "docs").glob("[th]*/*.md"))
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
RUN = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
SCREEN = 45
IDS = [
    *(f"G{number}" for number in range(1, 3)),
    *(f"I{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 10)),
    *(f"{direction}{number}" for direction in "RV" for number in range(1, 9)),
    *(f"A{number}" for number in range(1, 10)),
]
SMALL_DEMO = """\
demo:
	@sed 's/--seed "$$seed"/& --scale 0.005/' {scripts}/demo.sh | sh -s {bin} demo 2019
"""
DEMO_IS_THERE = ".PHONY: demo\ndemo:\n\t@true\n"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def walked(document: Path, workplace: Path) -> str:
    """What the document's commands print, run one after another as a reader would."""
    blocks = RUN.findall(document.read_text("utf-8"))
    assert blocks, f"{document.name} has no block marked `sh run`"
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "WUXIANG_KEYS": str(workplace / "demo" / "keys"),
        "COLUMNS": "120",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # a reader has the office's own
    done = subprocess.run(
        ["sh", "-eux"],
        input="".join(blocks),
        cwd=workplace,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
    assert "Traceback" not in done.stderr
    return done.stdout


def test_readme_shows_what_it_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "counties", tmp_path / "counties")
    makefile = SMALL_DEMO.format(scripts=ROOT / "scripts", bin=Path(sys.executable).parent)
    (tmp_path / "Makefile").write_text(makefile, "utf-8")
    said = walked(ROOT / "README.md", tmp_path)
    for words in ("未享", "待核", "对账", "医疗费用救助", "recomputing agrees"):
        assert words in said
    assert {"files", "snapshot", "run", "gaps.xlsx", "entitlements.xlsx", "keys"} == {
        path.name for path in (tmp_path / "demo").iterdir()
    }


@pytest.fixture(scope="session")
def workplace(
    tmp_path_factory: pytest.TempPathFactory,
    small_snapshot: Path,
    lean_pack: Path,
    lean_run: Path,
    own_keys: Path,
) -> Path:
    """What the reader of a guide has: counties/ and demo/, with less of a pack."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "counties" / "hequ_2019", folder / "counties" / "hequ_2019")
    shutil.copytree(lean_pack, folder / "counties" / "hequ")
    for made in ("files", "snapshot"):
        shutil.copytree(small_snapshot.parent / made, folder / "demo" / made)
    shutil.copytree(lean_run, folder / "demo" / "run")
    shutil.copytree(own_keys, folder / "demo" / "keys")
    write_report_workbooks(folder / "demo" / "snapshot")
    (folder / "Makefile").write_text(DEMO_IS_THERE, "utf-8")
    return folder


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_guide_can_be_followed(guide: Path, workplace: Path, tmp_path: Path) -> None:
    own = tmp_path / "reader"
    shutil.copytree(workplace, own)
    walked(guide, own)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(CODE.sub("", document.read_text("utf-8"))):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{named(document)} → {link}"
        if anchor:
            assert anchor in anchors(target), f"{named(document)} → {link}"


def anchors(document: Path) -> set[str]:
    """The anchors that a page's headings get."""
    headings = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_the_architecture_names_every_part(small_run: Path) -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    house = [path for path in (ROOT / "src" / "wuxiang").iterdir() if path.name[0] != "_"]
    parts = [path.name for path in house if path.suffix in ("", ".py")]
    tables = [path.name for path in small_run.glob("*.parquet")]
    assert [name for name in (*parts, *tables) if name not in text] == []


def test_readme_is_short_and_decisions_fit_a_screen() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) < 100
    for decision in DECISIONS:
        text = decision.read_text("utf-8")
        assert len(text.splitlines()) <= SCREEN, decision.name
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
        ]
        assert f"({decision.name})" in (decision.parent / "README.md").read_text("utf-8")


def test_the_glossary_holds_each_word_once() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1:-1] for line in lines if re.match(r"\| (?!中文|---)", line)]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    for column in (0, 1):
        counted = Counter(row[column].strip() for row in rows)
        assert not [word for word, times in counted.items() if times > 1]


def test_the_glossary_uses_names_of_the_code() -> None:
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "counties").rglob("*.*l")]
    known = set(re.findall(r"\w+", "\n".join(path.read_text("utf-8") for path in sources)))
    names = set(re.findall(r"\b[a-z_]{3,}\b", " ".join(re.findall(r"`([^`]+)`", text))))
    assert not names - known


def test_generated_pages_are_what_the_code_gives() -> None:
    made = pages()
    stale = [
        name
        for name, page in made.items()
        if not (REFERENCE / name).exists() or (REFERENCE / name).read_text("utf-8") != page
    ]
    left = [
        path.name
        for path in REFERENCE.rglob("*.md")
        if path.relative_to(REFERENCE).as_posix() not in made
    ]
    assert not stale + left, "docs/reference is not what the code gives; run: make reference"


def test_every_commitment_has_its_row() -> None:
    promised = section(load(ROOT / "counties/hequ/commitments.yaml"), "commitments")
    assert sorted(promised) == sorted(IDS)
    page = (REFERENCE / "commitments.md").read_text("utf-8")
    assert [name for name in IDS if f"| {name} |" not in page] == []
