"""Papers show what the records say, name what nobody knows, and read no value as markup."""

import shutil
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import HEQU
from wuxiang.cli import main
from wuxiang.documents import Paper, open_papers, pdf, read_templates
from wuxiang.documents.template import Template
from wuxiang.engine import DuckEngine
from wuxiang.errors import Place, UserError
from wuxiang.pack import read_pack
from wuxiang.policy.model import Words
from wuxiang.sealing import Keys
from wuxiang.snapshot import table_file

FACTS = read_pack(HEQU).facts
HEADER = "// document: {name}\n// zh: 表\n// en: paper\n// reads: person\n"


@pytest.fixture(scope="module")
def missed(small_run: Path) -> str:
    """A household that something due has not reached."""
    with DuckEngine([small_run]) as engine:
        engine.open_table("gap", small_run / "gap.parquet")
        return str(engine.rows("SELECT max(household_id) FROM gap WHERE kind = 'missing'")[0][0])


def template(tmp_path: Path, text: str, name: str = "paper") -> Template:
    (tmp_path / "documents").mkdir(exist_ok=True)
    path = tmp_path / "documents" / f"{name}.typ"
    path.write_text(text, "utf-8")
    return read_templates(tmp_path, FACTS)[name]


def blank(text: str, sheet: dict[str, object], *, invented: bool = True) -> Paper:
    words = Words("表", "paper")
    made = Template("paper", words, (), text, Place("paper.typ", line=1))
    return Paper(made, "河曲县", date(2019, 4, 30), invented, (sheet,))


def test_every_paper_of_the_pack_is_filled_and_set(
    small_run: Path, missed: str, keys: Keys
) -> None:
    templates = read_templates(HEQU, FACTS)
    assert set(templates) == {"family_card", "handbook", "income_sheet"}
    with open_papers(small_run, keys) as papers:
        for one in templates.values():
            paper = papers.fill(one, [missed])
            made = pdf(paper)
            assert made.startswith(b"%PDF")
            assert made == pdf(paper)
            assert made != pdf(replace(paper, invented=False))


def test_a_sheet_says_what_the_records_say(small_run: Path, missed: str, keys: Keys) -> None:
    with DuckEngine([small_run]) as engine:
        path = table_file(small_run / "inputs" / "snapshot", "person")
        engine.open_table("person", path)
        own = f"household_id = '{missed}'"
        members = engine.rows(f"SELECT count(*) FROM person WHERE {own}")[0][0]
        engine.open_table("entitlement", small_run / "entitlement.parquet")
        missing = f"SELECT count(*) FROM entitlement WHERE {own} AND class = 'missing'"
        lacking = int(str(engine.rows(missing)[0][0]))
    with open_papers(small_run, keys) as papers:
        sheet = papers.fill(read_templates(HEQU, FACTS)["handbook"], [missed]).sheets[0]
    tables, due, family = sheet["tables"], sheet["due"], sheet["family"]
    assert isinstance(tables, dict)
    assert isinstance(due, list)
    assert isinstance(family, dict)
    assert len(tables["person"]) == members
    heads = [one["name"] for one in tables["person"] if one["relation"] == "户主"]
    assert family["head"] in heads
    assert all("*" in str(one["id_shown"] or "*") for one in tables["person"])
    assert "id_number" not in tables["person"][0]
    assert sum(one["class"] == "未享" for one in due) == lacking > 0
    standards = sheet["standards"]
    assert isinstance(standards, list)
    titles = [one["title"] for one in standards]
    assert len(titles) == len(set(titles)) > 0


def test_a_household_that_the_run_does_not_know_is_refused(small_run: Path, keys: Keys) -> None:
    with (
        open_papers(small_run, keys) as papers,
        pytest.raises(UserError, match="no household nobody"),
    ):
        papers.fill(read_templates(HEQU, FACTS)["family_card"], ["nobody"])


def test_a_name_is_never_read_as_markup() -> None:
    sheet: dict[str, object] = {"name": '#panic("x") $ ] *甲‹乙&丙* // "'}
    assert pdf(blank("#(data.sheets.at(0).name)", sheet)).startswith(b"%PDF")
    assert pdf(blank("#(data.as_of)#(data.county)", sheet)).startswith(b"%PDF")


def test_a_template_that_is_not_understood_names_itself() -> None:
    with pytest.raises(UserError, match=r"paper.typ, line 1: the template is not understood"):
        pdf(blank("#(data.nobody)", {}))


@pytest.mark.parametrize(
    "line",
    [
        '#import "@preview/tablex:0.0.8": *',
        '#include "other.typ"',
        '#read("/etc/passwd")',
        '#image("x.png")',
        '#eval("1")',
        '#(dictionary(std).at("re" + "ad"))("x")',
        "#sys.inputs.data",
    ],
)
def test_a_template_cannot_reach_outside(tmp_path: Path, line: str) -> None:
    with pytest.raises(UserError, match="may not say") as caught:
        template(tmp_path, HEADER.format(name="paper") + line)
    assert caught.value.place is not None
    assert caught.value.place.line == 5


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("// document: paper\n", "says nothing of `zh`"),
        (HEADER.format(name="other"), "lies in a file of another name"),
        (HEADER.format(name="paper").replace("person", "persn"), "reads `persn`"),
        (HEADER.format(name="paper") + "长" * 30_000, "larger than"),
    ],
)
def test_a_template_that_is_not_in_order_is_refused(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(UserError, match=problem):
        template(tmp_path, text)


def test_a_template_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "paper.typ").write_bytes("表".encode("gbk"))
    with pytest.raises(UserError, match="not UTF-8"):
        read_templates(tmp_path, FACTS)


def test_printing_from_the_command_line(small_run: Path, missed: str, tmp_path: Path) -> None:
    def printed(document: str, out: Path) -> tuple[int, str]:
        given = ["print", str(small_run), missed, missed, "--document", document, "--out", str(out)]
        result = CliRunner().invoke(main, given)
        return result.exit_code, result.output

    out = tmp_path / "card.pdf"
    code, said = printed("family_card", out)
    assert (code, "明白卡, 2 households" in said) == (0, True)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    code, said = printed("family_card", out)
    assert (code, "never overwritten" in said) == (2, True)
    code, said = printed("famly_card", tmp_path / "other.pdf")
    assert (code, "family_card" in said) == (2, True)
    assert not (tmp_path / "other.pdf").exists()


def test_a_pack_without_documents_has_none(tmp_path: Path) -> None:
    shutil.copytree(HEQU, tmp_path / "pack", ignore=shutil.ignore_patterns("documents"))
    assert read_templates(tmp_path / "pack", FACTS) == {}


def test_a_paper_may_list_what_is_told_of_people_alone(
    small_run: Path, keys: Keys, tmp_path: Path
) -> None:
    snapshot = small_run / "inputs" / "snapshot"
    with DuckEngine([small_run]) as engine:
        for table in ("person", "insurance"):
            engine.open_table(table, table_file(snapshot, table))
        ((household, rows),) = engine.rows(
            "SELECT p.household_id, count(*) FROM insurance JOIN person AS p USING (person_id) "
            "GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1"
        )
    text = HEADER.format(name="paper").replace("reads: person", "reads: insurance")
    with open_papers(small_run, keys) as papers:
        sheet = papers.fill(template(tmp_path, text), [str(household)]).sheets[0]
    tables = sheet["tables"]
    assert isinstance(tables, dict)
    assert len(tables["insurance"]) == rows
