"""A pack: read whole, in one order, with whatever is wrong named by file and remedy."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from tests.conftest import HEQU
from wuxiang.entitlement import (
    DUE,
    ENTITLEMENT,
    GAP,
    QUESTION,
    TASK,
    closed_since,
    due_days,
    terms_of,
)
from wuxiang.errors import UserError
from wuxiang.pack import check_pack, compile_pack, policy_sources, read_pack, words_of
from wuxiang.pack.county import read_county
from wuxiang.pack.read import RUN_TABLES
from wuxiang.policy import DECISION

COUNTY = """
county: trial
name: {zh: 试县, en: Trial}
code: "140930"
offices: {县扶贫办: {zh: 县扶贫开发办公室, en: County office}}
calendar: {holidays: [2019-06-01], workdays: [2019-06-02]}
stacking:
  stay: {order: [aid], may_add: true, confirmed_by: null}
budgets:
  aids:
    law: 每年一千元
    amount: {2018-01-01: 1000, 2019-01-01: null}
    at_the_edge: {2018-01-01: waits}
    confirmed_by: null
"""
FACT = "-- fact: {name}\n-- grain: household_id\n-- scope: {scope}\n-- zh: 事\n-- en: fact\n{sql}\n"
POLICY = """
policy: aid
commitment: S2
title: {zh: 补助, en: Aid}
source: {document: 试, confirmed_by: null}
responsible: {lead: 县扶贫办, office: 县扶贫办}
for_each: counted
dated_by: as_of
in_force: {from: 2018-01-01}
eligible:
  rural_household: {law: 农户, test: rural}
amount:
  payable: {law: 一百元, value: 100.00}
stacking: {group: stay, event: household_id}
"""
INDICATOR = (
    "-- indicator: aided\n-- commitment: S2\n-- zh: 户\n-- en: households\n-- unit: 户\n"
    "-- meaning: 应得补助的户\nselect count(*) as value from aid\n"
)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    for part in ("facts", "policies/spending", "indicators"):
        (folder / part).mkdir(parents=True)
    (folder / "county.yaml").write_text(COUNTY, "utf-8")
    (folder / "policies/spending/aid.yaml").write_text(POLICY, "utf-8")
    (folder / "indicators/aided.sql").write_text(INDICATOR, "utf-8")
    fact(folder, "counted", "select household_id, village_code, rural from household")
    return folder


def fact(folder: Path, name: str, sql: str, scope: str = "household") -> None:
    text = FACT.format(name=name, scope=scope, sql=sql)
    (folder / "facts" / f"{name}.sql").write_text(text, "utf-8")


def test_a_pack_is_read_in_the_order_of_who_reads_whom(pack: Path) -> None:
    fact(pack, "after", "select household_id, eligible from aid", "area")
    read = read_pack(pack)
    assert read.order == ("counted", "aid", "after")
    assert read.county.name.zh == "试县"
    assert read.county.calendar.holidays == {date(2019, 6, 1)}
    assert not read.county.stacking["stay"].adds  # nobody has confirmed it
    assert not read.looks_at_areas("aid")
    assert read.looks_at_areas("after")
    assert read.looks_at_areas("village_survey")
    assert read.reads("aid") == ("counted",)
    assert read.reads("household") == ()


def test_confirmed_adding_adds(pack: Path) -> None:
    text = COUNTY.replace("confirmed_by: null", "confirmed_by: 县扶贫办 2019-06-01")
    (pack / "county.yaml").write_text(text, "utf-8")
    assert read_county(pack / "county.yaml").stacking["stay"].adds


def test_an_event_is_of_the_kind_whose_key_it_is(pack: Path) -> None:
    terms = terms_of(read_pack(pack), date(2019, 4, 30))["terms"]
    assert terms["event_of"].to_pylist() == ["household_id"]
    other = POLICY.replace("event: household_id", "event: village_code")
    (pack / "policies/spending/aid.yaml").write_text(other, "utf-8")
    terms = terms_of(read_pack(pack), date(2019, 4, 30))["terms"]
    assert terms["event_of"].to_pylist() == [None]


def test_a_budget_nobody_has_confirmed_confirms_no_policy(pack: Path) -> None:
    sure = POLICY.replace("confirmed_by: null", "confirmed_by: 县扶贫办") + "budget: aids\n"
    (pack / "policies/spending/aid.yaml").write_text(sure, "utf-8")
    terms = terms_of(read_pack(pack), date(2019, 4, 30))
    assert terms["budgets"].to_pylist() == [
        {"budget": "aids", "year": 2018, "amount": Decimal("1000.00"), "at_the_edge": "waits"},
        {"budget": "aids", "year": 2019, "amount": None, "at_the_edge": "waits"},
    ]
    assert terms["terms"]["budget"].to_pylist() == ["aids"]
    assert terms["terms"]["confirmed"].to_pylist() == [False]
    confirmed = COUNTY.replace("confirmed_by: null", "confirmed_by: 财政局 2019-06-01")
    (pack / "county.yaml").write_text(confirmed, "utf-8")
    again = terms_of(read_pack(pack), date(2019, 4, 30))
    assert again["terms"]["confirmed"].to_pylist() == [True]


def test_the_day_of_a_gap_counts_from_the_day_on_which_it_was_found(pack: Path) -> None:
    within = POLICY + "due_within: 1\n"
    (pack / "policies/spending/aid.yaml").write_text(within, "utf-8")
    found_on = [date(2019, 4, 30), date(2031, 5, 2)]  # over Labour Day; over a weekend
    days = due_days(read_pack(pack), found_on).to_pylist()
    assert [(one["since"], one["due_on"], one["due_on_provisional"]) for one in days] == [
        (date(2019, 4, 30), date(2019, 5, 5), False),
        (date(2031, 5, 2), date(2031, 5, 5), True),
    ]


def test_an_indicator_may_count_what_is_due_in_the_end(pack: Path) -> None:
    text = INDICATOR.replace("count(*)", "sum(due)").replace("from aid", "from entitlement")
    (pack / "indicators/aided.sql").write_text(text, "utf-8")
    assert compile_pack(read_pack(pack), date(2019, 4, 30)).keys() == {"aid"}


def test_a_county_needs_no_calendar_and_no_stacking(pack: Path) -> None:
    text = COUNTY.split("calendar", maxsplit=1)[0]
    (pack / "county.yaml").write_text(text, "utf-8")
    county = read_county(pack / "county.yaml")
    assert not county.calendar.holidays
    assert not county.stacking


def test_each_policy_knows_its_source(pack: Path) -> None:
    source = policy_sources(read_pack(pack))["aid"]
    assert source.key == ("household_id",)
    assert source.columns["rural"] == "BOOLEAN"
    assert source.labels["rural"] == "农业户"


def test_a_policy_may_decide_on_what_a_status_policy_found(pack: Path) -> None:
    status = POLICY.replace("policy: aid", "policy: poor").split("amount:", maxsplit=1)[0]
    (pack / "policies/spending/poor.yaml").write_text(status + "status: poor\n", "utf-8")
    second = POLICY.replace("for_each: counted", "for_each: poor").replace(
        "test: rural", "test: status = 'poor'"
    )
    (pack / "policies/spending/aid.yaml").write_text(second, "utf-8")
    read = read_pack(pack)
    assert policy_sources(read)["aid"].key == ("subject",)
    assert "household_id" in words_of(read)


def test_a_policy_may_decide_on_a_table_and_exclude_another(pack: Path) -> None:
    text = POLICY.replace("for_each: counted", "for_each: household") + "excludes: [other]\n"
    (pack / "policies/spending/aid.yaml").write_text(text, "utf-8")
    other = POLICY.replace("policy: aid", "policy: other").partition("stacking")[0]
    (pack / "policies/spending/other.yaml").write_text(other, "utf-8")
    read = read_pack(pack)
    assert words_of(read)["rural"] == "农业户"
    excluded = terms_of(read, date(2019, 4, 30))["exclusions"].to_pylist()
    assert excluded == [{"policy": "aid", "excluded": "other"}]


def test_the_name_of_a_pack_is_its_content(pack: Path) -> None:
    before = read_pack(pack).content_hash
    assert read_pack(pack).content_hash == before
    (pack / "county.yaml").write_text(COUNTY + "# a word\n", "utf-8")
    assert read_pack(pack).content_hash != before


def circle(pack: Path) -> None:
    fact(pack, "counted", "select household_id, rural from later")
    fact(pack, "later", "select household_id, eligible as rural from aid")


def stranger(pack: Path) -> None:
    fact(pack, "counted", "select household_id, rural from houshold")


def taken_name(pack: Path) -> None:
    fact(pack, "entitlement", "select household_id from household")


def table_name(pack: Path) -> None:
    fact(pack, "person", "select household_id from household")


def missing_grain(pack: Path) -> None:
    fact(pack, "counted", "select rural from household")


def floating(pack: Path) -> None:
    fact(pack, "counted", "select household_id, rural, 1e0 as share from household")


def wrong_column(pack: Path) -> None:
    fact(pack, "counted", "select household_id, rurall from household")


def no_group(pack: Path) -> None:
    (pack / "county.yaml").write_text(COUNTY.replace("[aid]", "[other]"), "utf-8")


def twice_in_group(pack: Path) -> None:
    (pack / "county.yaml").write_text(COUNTY.replace("[aid]", "[aid, aid]"), "utf-8")


def unknown_office(pack: Path) -> None:
    text = POLICY.replace("office: 县扶贫办", "office: 县扶贫局")
    (pack / "policies/spending/aid.yaml").write_text(text, "utf-8")


def no_policies(pack: Path) -> None:
    (pack / "policies/spending/aid.yaml").unlink()


def no_budget(pack: Path) -> None:
    (pack / "policies/spending/aid.yaml").write_text(POLICY + "budget: aid\n", "utf-8")


def budget_of_a_standard(pack: Path) -> None:
    text = POLICY.split("amount:", maxsplit=1)[0] + "status: poor\nbudget: aids\n"
    (pack / "policies/spending/aid.yaml").write_text(text, "utf-8")


def odd_edge(pack: Path) -> None:
    (pack / "county.yaml").write_text(COUNTY.replace("waits", "wait"), "utf-8")


def negative_budget(pack: Path) -> None:
    (pack / "county.yaml").write_text(COUNTY.replace("1000", "-1"), "utf-8")


def empty_budget(pack: Path) -> None:
    text = COUNTY.replace("{2018-01-01: 1000, 2019-01-01: null}", "{}")
    (pack / "county.yaml").write_text(text, "utf-8")


def link_outside(pack: Path) -> None:
    (pack / "facts" / "link.sql").symlink_to("/etc/hostname")


def odd_name(pack: Path) -> None:
    fact(pack, "Counted", "select household_id from household")


def posts_an_amount(pack: Path) -> None:
    (pack / "county.yaml").write_text(COUNTY + "notices: {proposals: {aid: 拟补助}}\n", "utf-8")


def bad_indicator(pack: Path) -> None:
    (pack / "indicators/aided.sql").write_text(INDICATOR.replace("from aid", "from aidd"), "utf-8")


def poor_indicator(pack: Path) -> None:
    (pack / "indicators/aided.sql").write_text(INDICATOR.replace("-- unit: 户\n", ""), "utf-8")


def wrong_indicator(pack: Path) -> None:
    text = INDICATOR.replace("count(*)", "sum(amountt)")
    (pack / "indicators/aided.sql").write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (circle, "a circle: .* reads .* reads "),
        (stranger, "reads `houshold`"),
        (taken_name, "`entitlement` is taken"),
        (table_name, "`person` is taken"),
        (missing_grain, "no column"),
        (floating, "floats"),
        (wrong_column, "rurall"),
        (no_group, "no stacking group `stay`"),
        (twice_in_group, "twice"),
        (no_budget, "no budget `aid`"),
        (budget_of_a_standard, "decides no amount"),
        (odd_edge, "`wait`"),
        (negative_budget, "below nothing"),
        (empty_budget, "no amount"),
        (link_outside, "links"),
        (no_policies, "no policies"),
        (unknown_office, "no office `县扶贫局`"),
        (bad_indicator, "`aidd`, which nobody defines"),
        (odd_name, "`Counted` is not a name"),
        (posts_an_amount, "`aid` proposes no status"),
        (poor_indicator, "`unit`"),
        (wrong_indicator, "amountt"),
    ],
)
def test_what_is_wrong_is_named_with_a_remedy(
    pack: Path, spoil: Callable[[Path], None], named: str
) -> None:
    spoil(pack)
    with pytest.raises(UserError, match=named) as refused:
        check_pack(read_pack(pack), date(2019, 4, 30))
    assert refused.value.remedy


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"county\.yaml"):
        read_pack(tmp_path)


def test_no_fact_or_policy_can_take_the_name_of_a_step_of_the_run() -> None:
    steps = (*DUE, *ENTITLEMENT, *GAP, *TASK, *closed_since(True), *QUESTION)
    assert {name for name, _ in steps} <= RUN_TABLES


def test_the_pack_of_hequ_is_sound() -> None:
    pack = read_pack(HEQU)
    compiled = check_pack(pack, date(2019, 4, 30))
    assert compiled.keys() == pack.policies.keys()
    assert not [one.name for one in pack.policies.values() if one.confirmed]


def test_words_are_found_without_compiling() -> None:
    pack = read_pack(HEQU)
    compiled = compile_pack(pack, date(2019, 4, 30))
    for one in compiled.values():
        tree = sqlglot.parse_one(one.decisions, read="duckdb")
        assert isinstance(tree, exp.Select)
        assert tuple(tree.named_selects) == DECISION
    words = words_of(pack)
    for name, one in compiled.items():
        assert one.source.labels.keys() <= words.keys(), name


def test_what_is_asked_for_is_said_in_english_by_vocabulary_or_name() -> None:
    pack = read_pack(HEQU)
    chinese, english = words_of(pack), words_of(pack, "en")
    assert english.keys() >= chinese.keys()
    assert not re.findall("[\u3400-\u9fff]", " ".join(english.values()))
    assert english["village_code"] == "Village"
    stay = pack.policies["hospital_stay_allowance"]
    assert english[stay.parameters[0].name].startswith(f"{stay.title.en}: ")


def test_everything_that_hequ_may_ask_for_has_a_chinese_word() -> None:
    pack = read_pack(HEQU)
    wordless = {
        (source.name, column)
        for source in policy_sources(pack).values()
        for column in source.columns
        if source.name not in pack.policies and column not in source.labels
    }
    assert not wordless


def test_a_label_without_a_word_is_refused(pack: Path) -> None:
    file = pack / "facts" / "counted.sql"
    text = file.read_text("utf-8").replace(
        "-- en: fact", "-- en: fact\n-- labels: rural 农业, alone"
    )
    file.write_text(text, "utf-8")
    with pytest.raises(UserError, match="`alone`"):
        read_pack(pack)


def test_questions_go_to_the_office_whose_list_tells_what_is_missing() -> None:
    pack = read_pack(HEQU)
    asked = {
        ("disabled_year", "expires_on"): "县残联",  # a column of the list itself, through a fact
        ("insured_person", "disabled"): "县残联",  # not the register's column of the same name
        ("hospital_stay_of_person", "discharged_on"): "县医疗保障局",
        ("hospital_stay_of_person", "status"): "县扶贫办",  # through two facts
        ("hospital_stay", "days"): "县医疗保障局",
        ("household_condition", "food_secure"): None,  # nobody's list: the helper knows
        ("claim_of_person", "days_waiting"): None,  # computed: the policy's own office
    }
    assert {key: pack.supplier(*key) for key in asked} == asked


def test_two_offices_that_tell_the_same_are_none(pack: Path) -> None:
    shutil.copytree(HEQU / "layouts", pack / "layouts")
    assert "县残联" in (pack / "layouts" / "disability.yaml").read_text("utf-8")
    name_offices(pack, disability="县扶贫办")
    assert read_pack(pack).supplier("disability", "expires_on") == "县扶贫办"
    second = pack / "layouts" / "cards.yaml"
    text = (pack / "layouts" / "disability.yaml").read_text("utf-8")
    second.write_text(text.replace("layout: disability", "layout: cards"), "utf-8")
    assert read_pack(pack).supplier("disability", "expires_on") == "县扶贫办"
    second.write_text(second.read_text("utf-8").replace("office: 县扶贫办\n", ""), "utf-8")
    assert read_pack(pack).supplier("disability", "expires_on") is None


def name_offices(pack: Path, **offices: str) -> None:
    """Leave no office in the pack's layouts but these."""
    for file in (pack / "layouts").glob("*.yaml"):
        lines = [line for line in file.read_text("utf-8").splitlines() if "office:" not in line]
        if file.stem in offices:
            lines.insert(1, f"office: {offices[file.stem]}")
        file.write_text("\n".join(lines) + "\n", "utf-8")


def test_a_layout_of_an_office_that_is_none_is_refused(pack: Path) -> None:
    shutil.copytree(HEQU / "layouts", pack / "layouts")
    name_offices(pack, disability="残联会")
    with pytest.raises(UserError, match="no office `残联会`"):
        read_pack(pack)


def test_what_a_fact_is_known_from_is_a_table(pack: Path) -> None:
    file = pack / "facts" / "counted.sql"
    text = file.read_text("utf-8")
    file.write_text(text.replace("-- en: fact", "-- en: fact\n-- known_from: x pople"), "utf-8")
    with pytest.raises(UserError, match="known from `pople`"):
        read_pack(pack)


def test_every_figure_of_hequ_says_what_it_counts_in_what_unit_and_where_it_comes_from() -> None:
    for name, figure in read_pack(HEQU).indicators.items():
        assert figure.title.zh, name
        assert figure.title.en, name
        assert figure.unit, name
        assert len(figure.meaning) > 8, name
        assert figure.source, name


TWIN = POLICY.replace("policy: aid", "policy: other").replace("commitment: S2", "commitment: S3")
LISTED = COUNTY.replace("order: [aid]", "order: [aid, other]")


@pytest.mark.parametrize(
    ("county", "policy", "other", "words"),
    [
        (COUNTY, POLICY + "excludes: [aidd]\n", None, "excludes `aidd`, which is no policy"),
        (LISTED, POLICY, None, "lists `other`, which is no policy"),
        (LISTED, POLICY, TWIN.split("stacking:", maxsplit=1)[0], "but does not say so"),
        (
            LISTED,
            POLICY + "matches: {programmes: [money], by: event}\n",
            TWIN + "matches: {programmes: [money], by: event}\n",
            "would count for `aid` and for `other`",
        ),
    ],
)
def test_a_word_that_would_protect_nobody_is_refused(
    pack: Path, county: str, policy: str, other: str | None, words: str
) -> None:
    (pack / "county.yaml").write_text(county, "utf-8")
    (pack / "policies/spending/aid.yaml").write_text(policy, "utf-8")
    if other is not None:
        (pack / "policies/spending/other.yaml").write_text(other, "utf-8")
    with pytest.raises(UserError, match=re.escape(words)) as raised:
        read_pack(pack)
    assert raised.value.place is not None and raised.value.place.line
    assert raised.value.remedy
