"""What nobody sees in a folder of lists is neither counted nor passed over without a word."""

from pathlib import Path

import xlsxwriter

from tests.intake_files import table, taken, write_county, write_csv


def test_a_hidden_sheet_is_not_counted_and_not_passed_over(tmp_path: Path) -> None:
    """Last month's list, hidden in the book of this month: nobody has checked it."""
    folder = write_county(tmp_path / "in")
    with xlsxwriter.Workbook(str(folder / "文件.xlsx")) as book:
        for name, rows in (("本月", ["2"]), ("上月", ["1"]), ("空", [])):
            sheet = book.add_worksheet(name)
            if name != "本月":
                sheet.hide()
            for row, number in enumerate(rows, 1):
                sheet.write_row(0, 0, ["文号", "标题", "发文机关"])
                sheet.write_row(row, 0, [number, "甲", "县政府"])
    remarks = taken(folder, tmp_path / "out")
    assert [row["number"] for row in table(tmp_path / "out", "policy_paper")] == ["2"]
    assert [rule for file, _, rule in remarks if file == "文件.xlsx"] == ["hidden_sheet"]


def test_a_linked_folder_is_not_entered_and_not_passed_over(tmp_path: Path) -> None:
    folder = write_county(tmp_path / "in")
    elsewhere = write_csv(tmp_path / "别处" / "文件.csv", [["文号", "标题", "发文机关"], ["1"]])
    (folder / "链接").symlink_to(elsewhere.parent)
    (folder / "断.csv").symlink_to(tmp_path / "没有.csv")
    (folder / ".隐藏").symlink_to(elsewhere.parent)
    (folder / "文件.csv").symlink_to(elsewhere)
    remarks = taken(folder, tmp_path / "out")
    assert [(file, rule) for file, _, rule in remarks] == [
        *[("断.csv", "unread_link"), ("链接", "unread_link")],
    ]
    assert len(table(tmp_path / "out", "policy_paper")) == 1
