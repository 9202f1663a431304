"""Names of the report's workbooks and of their sheets: short enough, and never two the same."""

from wuxiang.intake.workbooks import _file_name, _List, _sheet_name, _title

LONG = "山西省忻州市河曲县文笔镇人民政府驻地" * 6


def test_a_name_fits_into_a_file_system_and_two_stay_apart() -> None:
    names = [_file_name("乡镇", LONG + end, []) for end in ("东", "西")]
    names += [_file_name("帮扶责任人", f"{key}0000000", [{"helper": LONG}]) for key in "ab"]
    names += [_file_name("乡镇", name, []) for name in ("文笔/镇", "文笔:镇", "文笔_镇")]
    assert len(set(names)) == len(names)
    assert all(len(name.encode()) <= 200 and name.endswith(".xlsx") for name in names)


def test_a_short_name_is_as_it_is() -> None:
    assert _file_name("乡镇", "文笔镇", []) == "文笔镇.xlsx"
    assert _file_name("帮扶责任人", "k1234567890", [{"helper": "张三"}]) == "张三-k123456.xlsx"


def title(sheet: str) -> str:
    return _title(_List("a.xlsx", sheet, "当前收支分析（九表册之四）", ()))


def test_a_sheet_keeps_the_name_by_which_its_list_is_told() -> None:
    assert title("csv") == "当前收支分析（九表册之四）"
    assert title("4当前收支") == "4当前收支 当前收支分析（九表册之四）"
    long = "山西省忻州市河曲县文笔镇二〇一八年贫困户帮扶手册汇总当前收支"
    taken: set[str] = set()
    names = [_sheet_name(title(long), taken) for _ in range(12)]
    assert names[0] == long
    assert len({name.casefold() for name in names}) == 12
    assert all(len(name) <= 31 and "当前收支" in name for name in names)
