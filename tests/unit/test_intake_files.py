"""Which files of a folder are read, which are remarked upon, and which are left alone."""

from pathlib import Path

import pytest

from wuxiang.intake.sources import files_in

ROWS = "捐赠编号\t捐赠人\t捐赠价值\n1\t某人\t100\n"


def found(folder: Path, *names: str) -> tuple[list[str], list[str]]:
    """What of these files is read, and what is remarked upon."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    read, others = files_in(folder)
    return [one.name for one in read], [one.name for one in others]


def test_what_lies_in_a_hidden_folder_is_not_read(tmp_path: Path) -> None:
    names = (".Trash-1000/旧.csv", "乡镇/.旧/旧.docx", ".旧.csv", "~$表.xlsx", "乡镇/新.csv")
    assert found(tmp_path, *names) == (["新.csv"], [])


def test_the_folder_itself_may_be_hidden(tmp_path: Path) -> None:
    assert found(tmp_path / ".in", "新.csv") == (["新.csv"], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_of_rows_is_a_list_that_was_not_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "捐赠名单.txt").write_text(f"\n \t \n{ROWS}", encoding)
    assert found(tmp_path, "README.md", "其他.json") == ([], ["捐赠名单.txt"])


@pytest.mark.parametrize("text", ["", "说明：\t见附件\n\t\t第二行", "\n\n", "每月一次，共三份"])
def test_a_text_to_be_read_by_people_is_a_note(tmp_path: Path, text: str) -> None:
    (tmp_path / "说明.txt").write_text(text, "utf-8")
    assert found(tmp_path) == ([], [])
