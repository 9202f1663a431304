"""Numbers of certificates: what is upgraded, split, doubted and refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from wuxiang.intake.certificates import (
    Certificate,
    birth_date,
    check_digit,
    is_male,
    read_certificate,
)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_digit_is_that_of_an_independent_implementation(first17: str) -> None:
    assert check_digit(first17) == ric.calc_check_digit(first17 + "0")


@pytest.mark.parametrize("prefix", ["140930", "142232", "142201"])
def test_old_and_new_county_codes_are_fine(prefix: str) -> None:
    first17 = f"{prefix}19600101123"
    number = first17 + check_digit(first17)
    assert read_certificate(number) == Certificate(number)


def test_an_unknown_province_is_only_noted() -> None:
    first17 = "99093019600101123"
    number = first17 + check_digit(first17)
    assert read_certificate(number) == Certificate(number, rule="id_place")


def test_fifteen_digits_are_upgraded_and_noted() -> None:
    upgraded = read_certificate("142232600101123")
    assert upgraded == Certificate("142232196001011230", rule="id_15")
    assert check_digit("14223219600101123") == "0"


def test_a_disability_card_holds_the_citizens_number() -> None:
    assert read_certificate("14223219600101123043") == Certificate(
        "142232196001011230", card="14223219600101123043"
    )
    reissued = "14223219600101123043B1"
    assert read_certificate(reissued) == Certificate("142232196001011230", card=reissued)


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("1.40930196001011E+17", "digits_lost"),
        ("1E17", "digits_lost"),
        ("14093019600101", "id_length"),
        ("1409301960010112301", "id_length"),
        ("14223219600101123A", "id_characters"),
        ("1422326001011X3", "id_characters"),
        ("14223219600101123X43X1", "id_characters"),
        ("142232196001011231", "id_check"),
        ("142232196002301230", "id_date"),
        ("142232176001011230", "id_date"),
        ("142232600230123", "id_date"),
        ("14223219600101123083", "card_class"),
        ("14223219600101123045", "card_class"),
        ("14223219600101123143", "card_check"),
    ],
)
def test_what_is_refused_and_why(number: str, rule: str) -> None:
    assert read_certificate(number) == rule


def test_birth_and_sex_are_in_the_number() -> None:
    assert birth_date("142232196001011230") == date(1960, 1, 1)
    assert is_male("142232196001011230")
    assert not is_male("142232196001011240")
