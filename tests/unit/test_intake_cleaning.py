"""Cells: eight spellings of a day, amounts without floats, blanks that stay blank."""

from datetime import date
from decimal import Decimal

import pytest

from wuxiang.intake.cleaning import (
    Cell,
    Read,
    read_area_code,
    read_area_name,
    read_period,
    read_programme,
    read_school_year,
    read_term,
    read_text,
    read_year,
    reader_of,
    reader_of_list,
    tidy,
)
from wuxiang.intake.issues import RULES
from wuxiang.intake.layouts import Target

THE_DAY = date(2016, 2, 12)


def read(name: str, cell: str) -> Read:
    found = reader_of(Target(name))(cell)
    assert found.rule is None or found.rule in RULES
    return found


@pytest.mark.parametrize(
    "cell",
    [
        *["2016-02-12", "2016/2/12", "2016.02.12", "2016、2、12", "2016\\2\\12", "20160212"],
        *["2016年2月12日", "2016年02月12号", "2016 2 12", "2016-02-12 00:00:00"],
        *["2016-02-12T08:30:00", "2016-2-12 8:30"],
    ],
)
def test_spellings_of_a_day(cell: str) -> None:
    assert read("person.birth_date", cell) == Read(THE_DAY)


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("42412", THE_DAY, "excel_serial"),
        (" 2016-02-12 ", THE_DAY, "respelt"),
        ("２０１６-０２-１２", THE_DAY, "respelt"),
        ("长期", None, "open_ended"),
        ("2016-2", None, "date_without_day"),
        ("2016年2月", None, "date_without_day"),
        ("2016年", None, "date_without_day"),
        ("201602", None, "date_without_day"),
        ("2016", None, "date_without_day"),
        ("11-24", None, "date_without_year"),
        ("2月16日", None, "date_without_year"),
        ("16/2/12", None, "not_a_date"),
        ("12/02/2016", None, "not_a_date"),
        ("2016-02-123", None, "not_a_date"),
        ("春节前", None, "not_a_date"),
        ("2016-02-30", None, "no_such_day"),
        *[("20183", None, "date_without_day"), ("19801", None, "date_without_day")],
        *[
            ("20180", date(1955, 4, 1), "excel_serial"),
            ("20311", date(1955, 8, 10), "excel_serial"),
        ],
        *[("73415", date(2100, 12, 31), "excel_serial"), ("73416", None, "no_such_day")],
        ("1016-02-12", None, "no_such_day"),
        ("", None, None),
        ("　", None, None),
    ],
)
def test_days_that_are_altered_or_refused(cell: str, value: Cell, rule: str | None) -> None:
    assert read("person.birth_date", cell) == Read(value, rule)


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("1,200.50", Decimal("1200.50"), None),
        ("1200.5", Decimal("1200.50"), None),
        ("１２００", Decimal("1200.00"), "respelt"),
        ("1200元", Decimal("1200.00"), None),
        ("¥1,200", Decimal("1200.00"), None),
        ("-3.5", Decimal("-3.50"), None),
        ("1.2E+3", Decimal("1200.00"), None),
        ("0.1", Decimal("0.10"), None),
        ("2.345", Decimal("2.35"), "rounded"),
        ("—", None, None),
        ("/", None, None),
        ("#DIV/0!", None, "error_cell"),
        ("=?", None, "formula"),
        ("1,20", None, "not_a_number"),
        ("12,00.5", None, "not_a_number"),
        ("1.2万", None, "not_a_number"),
        ("约1200", None, "not_a_number"),
        ("(5)", None, "not_a_number"),
        ("=1+1", None, "not_a_number"),
        ("1E+17", None, "too_large"),
        ("99999999999999.99", Decimal("99999999999999.99"), None),
        ("99999999999999.996", None, "too_large"),
    ],
)
def test_amounts(cell: str, value: Cell, rule: str | None) -> None:
    assert read("income.wages", cell) == Read(value, rule)


def test_numbers_keep_four_decimals_and_counts_none() -> None:
    assert read("living.arable", "12.5亩") == Read(Decimal("12.5000"))
    assert read("person.work_months", "3个月") == Read(3)
    assert read("person.work_months", "3.0") == Read(3)
    assert read("person.work_months", "2.5") == Read(None, "not_a_number")
    assert read("person.work_months", "三") == Read(None, "not_a_number")
    assert read("facility.doctors", "3000000000") == Read(None, "too_large")


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        *[("是", True, None), ("√", True, None), ("1", True, None), ("Y", True, None)],
        *[("否", False, None), ("×", False, None), ("0", False, None), ("无", False, None)],
        *[("", None, None), ("-", None, None), ("不详", None, "not_yes_or_no")],
    ],
)
def test_yes_no_and_not_known(cell: str, value: Cell, rule: str | None) -> None:
    assert read("person.dibao", cell) == Read(value, rule)


def test_codes_by_word_number_and_other_wording() -> None:
    for cell in ("之子", "03", "3", "长子", "son"):
        assert read("person.relation", cell) == Read("son")
    assert read("person.work_place", "乡（镇）内") == Read("in_township")
    assert read("person.relation", "邻居") == Read(None, "unknown_word")


def test_words_of_a_layout_come_beside_those_of_the_vocabulary() -> None:
    level = reader_of(Target("disability.level", codes={"一级": "1"}))
    assert level("一级") == Read(1)
    assert level("2") == Read(2)
    assert level("很重") == Read(None, "not_a_number")
    programme = reader_of(Target("benefit_paid.programme", codes={"低保": "dibao"}))
    assert programme("低保") == Read("dibao")
    assert programme("别的") == Read(None, "unknown_word")
    named = reader_of(
        Target("benefit_paid.programme", format="programme", codes={"住宿费": "boarding"})
    )
    assert named("住宿费") == Read("boarding")
    assert named("other_policy") == Read("other_policy")


def test_certificates_and_cards_in_their_columns() -> None:
    assert read("person.id_number", '="142232196001011230"') == Read(
        "142232196001011230", "unwrapped"
    )
    assert read("person.id_number", "142232 19600101 1230") == Read("142232196001011230")
    assert read("person.id_number", "14223219600101123043") == Read(
        "142232196001011230", "id_from_card"
    )
    assert read("person.id_number", "1.42232E+17") == Read(None, "digits_lost")
    assert read("disability.card_number", "14223219600101123043") == Read("14223219600101123043")
    assert read("disability.card_number", "142232196001011230") == Read(None, "id_length")
    assert read("disability.card_number", "1") == Read(None, "id_length")


def test_a_list_in_a_cell() -> None:
    read_health = reader_of_list(
        {"healthy": ("健康", "1"), "ill": ("大病",), "disabled": ("残疾",)}
    )
    assert read_health("残疾，大病") == (Read(False), Read(True), Read(True))
    assert read_health(" 1") == (
        Read(True, "respelt"),
        Read(False, "respelt"),
        Read(False, "respelt"),
    )
    assert read_health("") == (Read(None),) * 3
    assert read_health("残疾,别的") == (Read(None, "unknown_word"),) * 3
    assert read_health("#REF!") == (Read(None, "error_cell"),) * 3


def test_a_list_is_not_read_alone() -> None:
    with pytest.raises(ValueError, match="fellows"):
        reader_of(Target("person.healthy", words=("健康",)))


def test_text_is_kept_but_for_lost_digits() -> None:
    assert read_text("=SUM(A1)") == Read("=SUM(A1)")
    assert read_text("2E5") == Read("2E5")
    for cell in ("6.2E+18", "6E+18", "1.4093E15"):
        assert read_text(cell) == Read(None, "digits_lost")


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        *[(word, None, None) for word in ("无", "不详", "未知", "暂无", "没有", "不清楚")],
        ("HK 1", "HK1", "respelt"),
        ("1409300000 000002", "1409300000000002", "respelt"),
        ("无1号", "无1号", None),
        ("1.4093E15", None, "digits_lost"),
    ],
)
def test_identifiers_have_no_spaces_and_no_words_for_nothing(
    cell: str, value: Cell, rule: str | None
) -> None:
    for name in ("household.book_number", "benefit_paid.event_id", "policy_paper.number"):
        assert read(name, cell) == Read(value, rule)


def test_words_for_nothing_in_other_columns() -> None:
    assert read("person.id_number", "无") == Read(None, "id_length")
    assert read("policy_paper.title", "无 题") == Read("无 题")


def test_gaps_in_chinese_names_are_closed() -> None:
    assert read("person.name", "张 旭") == Read("张旭", "respelt")
    assert read("head.name", "张　旭") == Read("张旭", "respelt")
    assert read("helper.name", "Ann Lee") == Read("Ann Lee")


def test_tidying() -> None:
    assert tidy("张三") == ("张三", None)
    assert tidy("张 三\n") == ("张 三", "respelt")
    assert tidy("Ａ１") == ("A1", "respelt")
    assert tidy("\ufeff甲") == ("甲", "respelt")
    assert tidy('=" 14 "') == ("14", "unwrapped")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *[
            ("2018-autumn", "2018-autumn"),
            ("2018年秋季学期", "2018-autumn"),
            ("2019春", "2019-spring"),
        ],
        *[("2018-2019学年第一学期", "2018-autumn"), ("2018—2019学年下学期", "2019-spring")],
        *[("2018-2020学年第一学期", None), ("秋季", None)],
    ],
)
def test_terms(cell: str, value: str | None) -> None:
    assert read_term(cell) == Read(value, None if value else "not_a_period")


def test_periods_years_codes_and_names() -> None:
    assert read_period("2018年") == Read("2018")
    assert read_period("2018年5月") == Read("2018-05")
    assert read_period("201812") == Read("2018-12")
    assert read_period("2018秋") == Read("2018-autumn")
    assert read_period("2018.2") == Read("2018-02")
    assert read_period("2018.10") == Read("2018-10")
    assert read_period("2018.1月") == Read("2018-01")
    for cell in ("去年", "2018.1", "0018", "43221", "9999-12", "1018秋"):
        assert read_period(cell) == Read(None, "not_a_period")
    assert read_term("1018-1019学年上学期") == Read(None, "not_a_period")
    assert read_school_year("1018-1019") == Read(None, "not_a_period")
    assert read_school_year("2018-2019学年") == Read("2018-2019")
    assert read_school_year("2018-2020") == Read(None, "not_a_period")
    assert read_year("2018-12-31") == Read(2018)
    assert read_year("2018年") == Read(2018)
    assert read_year("去年") == Read(None, "not_a_date")
    assert read_area_code("140930") == Read("140930000000")
    assert read_area_code("140930100200001") == Read("140930100200001")
    assert read_area_code("1409") == Read(None, "not_a_code")
    assert read_area_name("科村村委会") == Read("科村")
    assert read_area_name("居委会") == Read("居委会")
    assert read_programme("hospital_stay_allowance") == Read("hospital_stay_allowance")
    assert read_programme("住院津贴") == Read(None, "unknown_word")
