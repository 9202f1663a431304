"""A sound household, and for each rule of data quality what spoils it, what does not, and a blank.

Each case changes rows of the sound household: `{"p1": {"sex": None}}`; None takes a row away.
"""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
Changes = Mapping[str, Row | None]

MAN: Row = {
    "relation": "head",
    "sex": "male",
    "birth_date": "1970-01-01",
    "ethnicity": "汉族",
    "education": "junior",
    "schooling": "none",
    "healthy": False,
    "chronic_illness": True,
    "serious_illness": False,
    "disabled": True,
    "work_ability": "ordinary",
    "work_place": "in_county",
    "work_months": 6,
    "resident_insured": True,
    "employee_insured": False,
    "serious_insured": True,
    "dibao": True,
}
BOY: Row = {
    **MAN,
    "relation": "son",
    "birth_date": "2008-06-01",
    "education": None,
    "schooling": "primary",
    "disabled": False,
    "work_ability": None,
    "work_place": None,
    "work_months": None,
}
ONES = ("wages", "business", "business_cost", "dibao", "wubao", "pension", "ecology", "dividend")
ZERO = dict.fromkeys((*ONES, "other_property", "family_planning", "other_transfer"), "0")
SOUND: Mapping[str, tuple[str, Row]] = {
    "household": (
        "household",
        {
            "village_code": "140930100200",
            "household_type": "dibao",
            "main_cause": "illness",
            "other_cause_1": "land",
        },
    ),
    "status": ("household_status", {"status": "exited_with_policies", "from_date": "2014-01-01"}),
    "p1": ("person", MAN),
    "p2": ("person", {**MAN, "relation": "spouse", "sex": "female"}),
    "p3": ("person", BOY),
    "income": (
        "income",
        {**ZERO, "year": 2018, "wages": "9000", "business": "100", "business_cost": "50"}
        | {"dibao": "1200"},
    ),
    "living": (
        "living",
        {
            "year": 2018,
            "arable": "150",
            "forest": "210",
            "production_power": True,
            "domestic_power": True,
            "cooperative": False,
            "water_difficulty": False,
            "safe_water": True,
            "road_distance": "50",
            "road": "concrete",
            "housing_area": "60",
            "dangerous_house": False,
            "toilet": True,
            "fuel": "coal",
        },
    ),
    "card1": ("disability", {"person": "p1", "certified_on": "2015-01-01"}),
    "card2": ("disability", {"person": "p2", "certified_on": "2015-01-01"}),
    "helper": ("helper", {"as_person": None, "unit": "某局"}),
    "pairing": ("pairing", {"from_date": "2018-01-01"}),
    "risk": (
        "risk",
        {
            "identified_on": "2018-10-01",
            "risk_cause": "illness",
            "removed_on": "2019-04-01",
            "removal": "by_help",
            "income_after": "5000",
            "schooling_after": True,
            "medical_after": True,
            "housing_after": True,
            "water_after": True,
        },
    ),
    "clue": (
        "monitoring_clue",
        {"clue_id": "x", "clue_on": "2018-09-20", "ruled_on": "2018-10-01", "ruled_as": "unstable"},
    ),
    "measure": ("risk_measure", {"risk_help": "health", "from_date": "2018-11-01"}),
    **{
        f"grade{year}": ("grade_year", {"person": "p3", "year": year, "schooling": "primary"})
        for year in (2016, 2017, 2018)
    },
    "match": (
        "list_match",
        {
            "person": "p1",
            "comparison": "vehicles",
            "kind": "vehicle",
            "match_meaning": "known",
            "certainty": "id_number",
            "recorded_on": "2018-05-01",
        },
    ),
    "finding": (
        "intake_finding",
        {"file": "a.csv", "sheet": "", "row": 1, "heading": "姓名", "rule": "id_place"},
    ),
}
"""Row → its table and what it says; keys of household and person are put in."""

Case = tuple[Changes, Changes, Changes | None]
"""What makes the rule find a row, what is just not found, and a blank, which finds nothing either
(None where blank is what the rule finds)."""


def all_of(column: str, value: object) -> Changes:
    """Every member with this value."""
    return {name: {column: value} for name in ("p1", "p2", "p3")}


def cell(row: str, column: str, *values: object, blank: bool = True) -> Case:
    """The case of one cell: a value that is found, one that is not, and a blank."""
    yes, no = values
    return {row: {column: yes}}, {row: {column: no}}, {row: {column: None}} if blank else None


def found(rule: str) -> Case:
    """The case of a rule that intake has checked."""
    return {"finding": {"rule": rule}}, {"finding": {"rule": "id_place"}}, {"finding": None}


def empty(row: str, column: str, value: object) -> Case:
    """The case of a cell that may not be empty."""
    return cell(row, column, None, value, blank=False)


NO_RISK: Changes = {"risk": None, "measure": None}
REGISTERED: Changes = {"status": {"status": "registered"}}
WUBAO: Changes = {"household": {"household_type": "wubao"}, "income": {"dibao": "0", "wubao": "9"}}
BROTHER = {"relation": "sibling", "sex": "male"}
HALE = {"healthy": True, "chronic_illness": False}
LEFT_SCHOOL = {"schooling": "none", "education": "junior"}
WEAK: Changes = {name: {"work_ability": "weak"} for name in ("p1", "p2")}
SPARE = {"removed_on": None, "removal": None}
CASES: Mapping[str, Case] = {
    "exited_income_below_line": (
        {"income": {"wages": "7605.99"}},
        {"income": {"wages": "7606"}},
        {"income": {"wages": "7605", "pension": None}},
    ),
    "exited_child_out_of_school": (
        {"p3": {**HALE, "schooling": "none", "education": "primary"}},
        {"p3": {**HALE, "schooling": "none", "education": "primary", "birth_date": "2003-04-30"}},
        {"p3": {"healthy": None, "schooling": "none", "education": "primary"}},
    ),
    "exited_dangerous_house": cell("living", "dangerous_house", True, False),
    "exited_without_water": cell("living", "safe_water", False, True),
    "exited_illness_uninsured": cell("p1", "serious_insured", False, True),
    "exited_without_area": cell("living", "housing_area", "0", "0.1", blank=False),
    "id_length": found("digits_lost"),
    "id_upgrade": found("id_15"),
    "id_check": found("id_check"),
    "id_date": found("id_date"),
    "card_check": found("card_check"),
    "birth_against_id": found("birth_differs"),
    "sex_against_id": found("sex_differs"),
    "name_against_register": found("name_differs"),
    "person_twice": found("two_households"),
    "phone_digits": found("phone_length"),
    "village_code_not_then": found("unknown_village"),
    "ethnicity_empty": empty("p1", "ethnicity", "回族"),
    "education_empty": empty("p1", "education", "primary"),
    "schooling_empty": empty("p3", "schooling", "junior_1"),
    "health_empty": empty("p1", "healthy", False),
    "ability_empty": (
        {"p1": {"work_ability": None}},
        {"p1": {"work_ability": None, "birth_date": "1953-04-30"}},
        None,
    ),
    "main_cause_empty": (
        {"household": {"main_cause": None}},
        {"household": {"main_cause": None}, "status": {"status": "marginal"}, "living": None},
        None,
    ),
    "production_power_empty": empty("living", "production_power", False),
    "domestic_power_empty": empty("living", "domestic_power", False),
    "cooperative_empty": empty("living", "cooperative", True),
    "road_distance_empty": empty("living", "road_distance", "1"),
    "road_empty": empty("living", "road", "earth"),
    "fuel_empty": empty("living", "fuel", "wood"),
    "toilet_empty": empty("living", "toilet", False),
    "housing_area_empty": (
        {**REGISTERED, "living": {"housing_area": None}},
        {**REGISTERED, "living": {"housing_area": "0"}},
        None,
    ),
    "water_empty": empty("living", "water_difficulty", False),
    "living_missing": ({"living": None}, {"living": {"year": 2017}}, None),
    "one_head": (
        {"p3": {"relation": "head"}},
        {},
        {"p1": {"relation": None}, "p3": {"relation": None}},
    ),
    "one_spouse": (
        {"p3": {"relation": "spouse", "sex": "female"}},
        {"p3": {"relation": "daughter", "sex": "female"}},
        {"p3": {"relation": None}},
    ),
    "relation_against_sex": cell("p3", "sex", "female", "male"),
    "head_and_spouse_sex": cell("p2", "sex", "male", "female"),
    "disabled_without_card": cell("p3", "disabled", True, False),
    "causes_repeat": (
        {"household": {"other_cause_1": "illness"}},
        {"household": {"other_cause_2": "water"}},
        {"household": {"other_cause_1": None}},
    ),
    "illness_without_ill": (
        all_of("healthy", True),
        {"p1": {"healthy": True}},
        {**all_of("healthy", True), "p2": {"healthy": None}},
    ),
    "schooling_without_pupil": (
        {"household": {"main_cause": "schooling"}, "p3": LEFT_SCHOOL},
        {"household": {"main_cause": "schooling"}},
        {"household": {"main_cause": "schooling"}, "p3": {**LEFT_SCHOOL, "schooling": None}},
    ),
    "disability_without_disabled": (
        {"household": {"main_cause": "disability"}, **all_of("disabled", False)},
        {"household": {"main_cause": "disability"}},
        {"household": {"main_cause": "disability"}, **all_of("disabled", None)},
    ),
    "dibao_household_without_member": (
        all_of("dibao", False),
        {"p1": {"dibao": False}, "p2": {"dibao": False}},
        {**all_of("dibao", False), "p3": {"dibao": None}},
    ),
    "general_household_with_dibao": (
        {
            "household": {"household_type": "general"},
            "income": {"dibao": "0"},
            "p2": {"dibao": False},
            "p3": {"dibao": False},
        },
        {
            "household": {"household_type": "general"},
            "income": {"dibao": "0"},
            **all_of("dibao", False),
        },
        {
            "household": {"household_type": "general"},
            "income": {"dibao": "0"},
            **all_of("dibao", None),
        },
    ),
    "general_household_with_support": (
        {"household": {"household_type": "general"}, **all_of("dibao", False)},
        {
            "household": {"household_type": "general"},
            "income": {"dibao": "0"},
            **all_of("dibao", False),
        },
        {
            "household": {"household_type": "general"},
            "income": {"dibao": None},
            **all_of("dibao", False),
        },
    ),
    "dibao_and_wubao_paid": cell("income", "wubao", "0.01", "0"),
    "dibao_household_without_money": cell("income", "dibao", "0", "0.01"),
    "wubao_household_without_money": (
        {**WUBAO, "income": {"dibao": "0"}, **WEAK},
        {**WUBAO, **WEAK},
        {
            **WUBAO,
            "income": {"dibao": "0", "wubao": None},
            "p1": {"work_ability": "weak"},
            "p2": {"work_ability": "weak"},
        },
    ),
    "wubao_with_labourer": (
        {**WUBAO, "p1": {"work_ability": "weak"}},
        {**WUBAO, "p1": {"work_ability": "weak"}, "p2": {"birth_date": "1953-04-30"}},
        {**WUBAO, "p1": {"work_ability": "weak"}, "p2": {"birth_date": None}},
    ),
    "healthy_but_lost": (
        {"p1": {**HALE, "work_ability": "lost", "work_months": 0, "work_place": None}},
        {"p1": {"work_ability": "lost", "work_months": 0, "work_place": None}},
        {"p1": {"healthy": None, "work_ability": "lost", "work_months": 0, "work_place": None}},
    ),
    "healthy_without_ability": (
        {"p1": {**HALE, "work_ability": "none", "work_months": 0, "work_place": None}},
        {"p1": {"work_ability": "none", "work_months": 0, "work_place": None}},
        {"p1": {"healthy": None, "work_ability": "none", "work_months": 0, "work_place": None}},
    ),
    "income_per_head_range": cell("income", "wages", "300000", "298750"),
    "business_without_cost": cell("income", "business_cost", "0", "0.01"),
    "work_months_range": cell("p1", "work_months", 13, 12, blank=False),
    "work_place_without_months": (
        {"p1": {"work_months": 0}},
        {"p1": {"work_months": 1}},
        {"p1": {"work_months": None, "work_place": None}},
    ),
    "working_without_ability": cell("p1", "work_ability", "lost", "weak"),
    "wages_without_worker": (
        {name: {"work_months": 0, "work_place": None} for name in ("p1", "p2")},
        {"p1": {"work_months": 0, "work_place": None}},
        {name: {"work_months": None, "work_place": None} for name in ("p1", "p2")},
    ),
    "worker_without_wages": (
        {"income": {"wages": "0", "pension": "9000"}},
        {"income": {"wages": "0.01", "pension": "9000"}},
        {"income": {"wages": None, "pension": "9000"}},
    ),
    "helper_missing": (
        {"pairing": None},
        {"pairing": {"from_date": "2019-04-30"}},
        {"helper": None},
    ),
    "helper_is_poor": (
        {"helper": {"as_person": "p2"}},
        {"helper": {"as_person": "p2", "to_date": "2019-04-30"}, "other_helper": {}},
        {"helper": {"as_person": None}},
    ),
    "empty_household": (
        {name: {"left_on": "2019-04-30"} for name in ("p1", "p2", "p3")},
        {name: {"left_on": "2019-04-30"} for name in ("p2", "p3")},
        {"p1": None, "p2": None, "p3": None},
    ),
    "arable_per_head": cell("living", "arable", "150.01", "150"),
    "forest_per_head": cell("living", "forest", "210.01", "210"),
    "road_too_far": cell("living", "road_distance", "50.01", "50", blank=False),
    "child_in_senior_school": (
        {"p3": {"birth_date": "2004-05-01", "schooling": "senior_1"}},
        {"p3": {"birth_date": "2004-04-30", "schooling": "senior_1"}},
        {"p3": {"birth_date": None, "schooling": "senior_1"}},
    ),
    "adult_in_primary_school": cell("p3", "birth_date", "1999-04-30", "1999-05-01"),
    "same_grade_three_years": (
        {f"grade{year}": {"schooling": "junior_2"} for year in (2016, 2017, 2018)},
        {f"grade{year}": {"schooling": "junior_2"} for year in (2016, 2017)},
        {f"grade{year}": {"schooling": None} for year in (2016, 2017, 2018)},
    ),
    "education_and_schooling": cell("p3", "education", "primary", "preschool"),
    "one_medical_insurance": cell("p1", "employee_insured", True, False),
    "exited_without_serious_insurance": (
        {
            "household": {"main_cause": "water"},
            "p3": {"serious_insured": False},
        },
        {**REGISTERED, "p3": {"serious_insured": False}},
        {"p3": {"serious_insured": None}},
    ),
    "no_development_help": (
        {"risk": {"identified_on": "2018-10-28", **SPARE}},
        {"risk": {"identified_on": "2018-10-29", **SPARE}},
        {"risk": {"identified_on": "2018-10-28", **SPARE}, **all_of("work_ability", None)},
    ),
    "flagged_by_list": (
        {"match": {"match_meaning": "flag"}},
        {"match": {"match_meaning": "flag", "recorded_on": "2018-04-30"}},
        {"match": None},
    ),
    "ruling_without_risk": (
        {"clue": {"clue_on": "2018-10-02"}},
        {"clue": {"clue_on": "2018-10-01"}, "risk": {"risk_kind": "unstable"}},
        {"clue": {"ruled_as": None}, **NO_RISK},
    ),
    "watched_without_risk": (
        {"status": {"status": "monitored"}, "clue": None, **NO_RISK},
        {"status": {"status": "monitored"}},
        {"status": None, "clue": None, **NO_RISK},
    ),
    "removed_risk_incomplete": empty("risk", "water_after", False),
    "removed_by_help_without_measure": (
        {"measure": {"from_date": "2019-05-01"}},
        {"measure": {"from_date": "2019-04-30"}},
        {"risk": {"removal": None}, "measure": None},
    ),
    "other_risk_without_remark": (
        {"risk": {"risk_cause": "other"}},
        {"risk": {"risk_cause": "other", "risk_remark": "婚丧"}},
        {"risk": {"risk_cause": None}},
    ),
}
ALSO: Mapping[str, frozenset[str]] = {
    "exited_illness_uninsured": frozenset({"exited_without_serious_insurance"}),
    "adult_in_primary_school": frozenset({"ability_empty"}),
}
"""Other rules that the same planted row rightly offends."""
