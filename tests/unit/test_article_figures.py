"""The article's figures come out of the demo's records, and move with them and with thresholds."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

import pytest
from sqlglot import exp

from tests.hequ_article import EXACT, MOVED
from tests.hequ_county import (
    demo_county,
    pack,
    pack_with,
    whole_county,
    whole_tables,
    with_parameter,
)
from wuxiang.facts import Fact
from wuxiang.policy import Policy
from wuxiang.schema import TABLES

FIGURES = {name: value for figures in EXACT.values() for name, value in figures.items()}
RECORDS = {
    "boarders": "school_term",
    "boarding_fees": "school_term",
    "stay_insurance_premium_per_head": "insurance",
    "relocation_villages": "hardship",
    "relocation_households": "household",
    "relocation_people": "person",
    "awards_due": "industry_award",
    "flats_allotted": "flat",
    "merged_villages": "village_merger",
    "safe_housing_share": "house_survey",
    "menus_without_labour": "income_source",
    "surveyed_villages": "village_survey",
    "surveyed_in_rounds_villages": "village_survey",
    "safe_water_villages": "village_survey",
    "road_villages": "village_survey",
    "bus_villages": "village_survey",
    "bus_modes": "village_survey",
    "care_villages": "care_time",
    "covert_teams": "inspector",
    "recheck_teams": "inspector",
    "phone_callers": "inspector",
    "villages_visited": "covert_visit",
}
"""Figure → the table that tells it, where its indicator does not read that table itself."""


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_the_article_is_reached(name: str) -> None:
    indicator = pack().indicators[name]
    assert indicator.commitment in EXACT
    assert name in EXACT[indicator.commitment]
    assert whole_county().figure(name) == FIGURES[name] == Decimal(indicator.target)


def test_1160_and_more_members_living_away_are_in_touch() -> None:
    assert int(str(whole_county().figure("mobile_members_managed"))) >= 1_160


def test_two_percent_are_called() -> None:
    [share] = [
        one for one in pack().policies["phone_two_percent"].parameters if one.name == "share_least"
    ]
    assert [value for _, value in share.values] == [2]
    assert int(str(whole_county().figure("phone_days_met"))) > 25


@pytest.mark.parametrize("name", [one for one in FIGURES if one != "award_policies"])
def test_without_its_records_a_figure_is_not_reached(name: str) -> None:
    read = RECORDS.get(name) or next(tables_of(name))
    tables = whole_tables()
    without = demo_county({**tables, read: tables[read].slice(0, 0)}).figure(name)
    assert without != FIGURES[name]


def tables_of(name: str) -> Iterator[str]:
    """Tables that an indicator reads, itself or through facts, nearest first."""
    waiting = list(pack().indicators[name].query.reads)
    for one in waiting:
        if one in TABLES:
            yield one
        elif one in pack().facts:
            waiting += pack().facts[one].reads


def test_an_award_policy_less_is_a_figure_less() -> None:
    kept = {name: one for name, one in pack().policies.items() if name != "award_bees"}
    fewer = replace(pack(), policies=kept)
    assert demo_county(whole_tables(), fewer).figure("award_policies") == 19


def test_another_budget_or_half_the_rates_give_other_awards() -> None:
    budgets = pack().county.budgets
    [(name, budget)] = budgets.items()
    first_day, amount = budget.amount[0]
    assert amount is not None
    less = replace(budget, amount=((first_day, amount - 5_000_000),))
    smaller = replace(pack(), county=replace(pack().county, budgets={name: less}))
    assert demo_county(whole_tables(), smaller).figure("awards_due") == 40_000_000
    cheaper = pack_with(*(halved(one) for one in pack().policies.values() if one.budget))
    found = demo_county(whole_tables(), cheaper).figure("awards_due")
    assert Decimal(str(found)) < 30_000_000


def halved(policy: Policy) -> Policy:
    """The policy with half of each of its rates."""
    return replace(
        policy,
        parameters=tuple(
            replace(one, values=tuple((day, half(value)) for day, value in one.values))
            for one in policy.parameters
        ),
    )


def half(value: Decimal | str | None) -> Decimal | str | None:
    return value / 2 if isinstance(value, Decimal) else value


def named_by(name: str) -> set[str]:
    """The policies that an indicator counts: by name in the funnel, or through tables and facts."""
    query = pack().indicators[name].query
    found = {one.this for one in query.tree.find_all(exp.Literal)} & pack().policies.keys()
    waiting = [*query.reads, *found]
    for one in waiting:
        if one in pack().policies:
            found.add(one)
            waiting.append(pack().policies[one].for_each)
        elif isinstance(fact := pack().facts.get(one), Fact):
            waiting += fact.reads
    return found


def thresholds(name: str) -> set[tuple[str, str]]:
    """Policy and parameter of everything that an indicator hangs on."""
    words = {one.this for one in pack().indicators[name].query.tree.find_all(exp.Literal)}
    found = set()
    for policy in (pack().policies[one] for one in named_by(name)):
        clauses = [one for one in (*policy.eligible, *policy.holds) if one.name in words]
        read = {named for one in clauses for named in one.test.names}
        for parameter in policy.parameters:
            if not clauses or parameter.name in read:
                found.add((policy.name, parameter.name))
    return found


def test_every_threshold_that_a_figure_with_an_aim_hangs_on_is_moved() -> None:
    aims = [name for name, indicator in pack().indicators.items() if indicator.target]
    hanging = {one for name in aims for one in thresholds(name)}
    assert hanging - {(policy, parameter) for _, policy, parameter, _ in MOVED} == set()


@pytest.mark.parametrize(("figure", "policy", "parameter", "value"), MOVED)
def test_another_threshold_gives_another_figure(
    figure: str, policy: str, parameter: str, value: str
) -> None:
    other = with_parameter(policy, parameter, number(value))
    reads = pack().indicators[figure].query.reads
    if "funnel" in reads or (other.decides == "status" and policy in reads):
        moved = whole_county().figure(figure, other)
    else:
        moved = demo_county(whole_tables(), pack_with(other)).figure(figure)
    assert moved != whole_county().figure(figure)


def number(value: str) -> Decimal | str:
    """A parameter's value: a number if it is one, else a word."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return value
