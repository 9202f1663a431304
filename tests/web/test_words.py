"""Formulas of policies are read by people who write no code."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from wuxiang.schema import TABLES
from wuxiang.web.desk.words import formula_in_words, in_words, period_in_words


@pytest.mark.parametrize(
    ("filled", "test", "said"),
    [
        ("true", "housing_safe", ""),
        ("?", "housing_safe", ""),
        ("4240 <= 5000", "income <= 5000", "4240 ≤ 5000"),
        (
            "'exited_with_policies' in ('registered', 'exited_with_policies')",
            "status in ('registered', 'exited_with_policies')",
            "脱贫享受政策 属于 (建档立卡贫困户, 脱贫享受政策)",
        ),
        ("2018-09-01 is null or 9 = 0", "", "2018-09-01 没有登记 或 9 = 0"),
        ("not true and ? is not null", "", "不是 是 且 不清楚 有登记"),
        ("'none' != 'none'", "work_ability != 'none'", "无劳动力 ≠ 无劳动力"),
        ("'none' != 'none'", "", "none ≠ none"),
        (
            "9 * case when '半山区' = '半山区' then 200 else 250 end",
            "",
            "9 × 若 半山区 = 半山区 则 200 否则 250",
        ),
        ("'县财政' = 'nowhere'", "", "县财政 = nowhere"),
    ],
)
def test_a_formula_is_said_in_words(filled: str, test: str, said: str) -> None:
    with override("zh-hans"):
        assert formula_in_words(filled, test) == said


def test_a_formula_is_said_in_english_to_who_reads_english() -> None:
    with override("en"):
        assert formula_in_words("? is null or false", "") == "Not known is not known or No"


def test_a_policy_is_called_by_its_title() -> None:
    with override("zh-hans"):
        said = formula_in_words("'award_millet' = 'award_bees'", "", {"award_millet": "谷子奖补"})
    assert said == "谷子奖补 = award_bees"


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2018-autumn", "2018 秋季学期"), ("2018", "2018 年"), ("SB004541", "SB004541"),
        ("once", ""), (None, ""),
    ],
)  # fmt: skip
def test_a_period_is_said_in_words(period: str | None, said: str) -> None:
    with override("zh-hans"):
        assert period_in_words(period) == said


def test_a_measure_is_said_without_the_zeros_that_nobody_measured_and_money_with_them() -> None:
    area, wages = TABLES["house"].column("area"), TABLES["income"].column("wages")
    assert in_words(area, Decimal("50.9300")) == "50.93"
    assert in_words(area, Decimal("100.0000")) == "100"
    assert in_words(wages, Decimal("100.00")) == "100.00"
