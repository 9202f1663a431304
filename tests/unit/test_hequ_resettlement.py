"""Hequ's rules of resettlement: money, flats, old houses, mergers, forest, work, community."""

from decimal import Decimal

import pytest

from tests.hequ_county import Row, Rows, county, household, member, standing


def mover(key: str = "h1", **columns: object) -> Row:
    """A household that agreed to move in 2016."""
    return {"household_id": key, "moving_agreed_on": "2016-10-01", **columns}


def flat(number: str, home: str | None = "h1", **columns: object) -> Row:
    """A new flat of 50 ㎡, allotted to the household."""
    row: Row = {"flat_id": number, "household_id": home, "flat_kind": "new", "flat_area": 50}
    row |= {"cost": 1600, "built_on": "2018-05-01", "allotted_on": "2018-06-01"}
    return {**row, **columns}


def homes(*keys: str, members: int = 2) -> dict[str, Rows]:
    """Registered households of so many members each."""
    return {
        "household": [household(key) for key in keys],
        "household_status": [row for key in keys for row in standing("registered", key)],
        "person": [member(f"{key}-{n}", key) for key in keys for n in range(members)],
    }


def test_money_of_the_state_and_of_the_county_is_counted_apart() -> None:
    tranche: Row = {"purpose": "resettlement", "planned": 10, "due_on": "2018-01-01"}
    tranche |= {"arrived_on": "2018-01-01", "arrived": 10}
    place = county(
        fund=[
            {**tranche, "fund_id": "z1", "source": "state"},
            {**tranche, "fund_id": "z2", "source": "integrated"},
            {**tranche, "fund_id": "z3", "source": "integrated", "arrived": 7},
            {**tranche, "fund_id": "z4", "source": "state", "purpose": "irrigation"},
        ]
    )
    holds = {key: row["holds"] for key, row in place.answers("resettlement_fund").items()}
    assert holds == {"z1": True, "z2": True, "z3": False, "z4": True}
    assert place.figure("resettlement_state_fund") == 10
    assert place.figure("resettlement_integrated_fund") == 17


def test_own_contributions_count_on_average_and_one_above_it_is_a_notice() -> None:
    place = county(
        **homes("h1", "h2", "h3"),
        mover=[
            mover("h1", own_contribution=8000),
            mover("h2", own_contribution=11000),
            mover("h3"),
        ],
    )
    answers = place.answers("own_contribution_above")
    assert {key: row["eligible"] for key, row in answers.items()} == {
        "h1": False,
        "h2": True,
        "h3": None,
    }
    assert place.figure("own_contribution_average") == 9500
    assert place.figure("own_contribution_notices") == 1


def test_flats_are_counted_when_finished_and_measured_over_those_who_live_there() -> None:
    place = county(
        **homes("h1", "h2", "h3"),
        mover=[mover("h1"), mover("h2"), mover("h3")],
        flat=[
            flat("f1", flat_area=40),
            flat("f2", "h2", flat_area=60, flat_kind="integrated", cost=None),
            flat("f3", None, allotted_on=None, cost="1726.01"),
            flat("f4", None, built_on="2019-05-01"),
            flat("f5", None, allotted_on=None, cost=None),
        ],
    )
    allotted = {key: row["holds"] for key, row in place.answers("flat_allotted").items()}
    assert allotted == {"h1": True, "h2": True, "h3": False}
    above = {key: row["eligible"] for key, row in place.answers("flat_area_above").items()}
    assert above == {"h1": False, "h2": True, "h3": None}
    costs = {key: row["holds"] for key, row in place.answers("flat_cost").items()}
    assert {key: costs[key] for key in ("f1", "f3", "f5")} == {"f1": True, "f3": False, "f5": None}
    names = ("flats_new", "flats_integrated", "flats_allotted", "flat_area_per_head")
    assert [place.figure(name) for name in names] == [3, 1, 2, 25]
    assert place.figure("flat_cost_average") == Decimal("1670.0056")  # 40 and 50 ㎡


def test_a_flat_without_its_day_may_be_allotted_or_not() -> None:
    movers = homes("h1", "h2", "h3") | {"mover": [mover("h1"), mover("h2"), mover("h3")]}
    flats = [flat("f1", allotted_on=None), flat("f2", "h2"), flat("f3", "h2", allotted_on=None)]
    for given, expected in (
        (flats, [(None, None), (1, None), (0, None)]),
        ([], [(None, None)] * 3),  # no list of flats has come
    ):
        rows = county(**movers, flat=given).fact("mover_household")
        assert [(row["flats"], row["allotted_area"]) for row in rows] == expected


def old_house(number: str = "o1", **columns: object) -> Row:
    """An old house of h1: measured, valued, signed, demolished and reclaimed on its last day."""
    row: Row = {"old_house_id": number, "household_id": "h1", "house_area": 80, "yard_area": 200}
    row |= {"measured_on": "2016-09-01", "value": 28000, "agreed_on": "2016-10-01"}
    row |= {"rights_kept": True, "demolish_by": "2018-04-01", "demolished_on": "2018-04-01"}
    row |= {"reclaim_by": "2018-10-01", "reclaimed_on": "2018-10-01"}
    return {**row, **columns}


REWARDS = ("old_house_compensation", "demolition_reward", "reclamation_reward")


@pytest.mark.parametrize(
    ("changed", "amounts", "holds"),
    [
        ({}, [28000, 30000, 15000], True),
        ({"demolished_on": "2018-04-02"}, [28000, 0, 15000], True),
        ({"reclaimed_on": None}, [28000, 30000, 0], False),
        ({"demolish_by": None}, [28000, None, 15000], True),
        ({"agreed_on": None}, [None, None, None], None),
        ({"agreed_on": None, "demolish_by": None, "reclaim_by": None}, [0, 0, 0], False),
        ({"value": None}, [None, 30000, 15000], None),
        ({"rights_kept": None}, [28000, 30000, 15000], None),
        ({"rights_kept": False}, [28000, 30000, 15000], False),
    ],
)
def test_three_people_get_45000_yuan_beside_the_value_of_their_house_if_all_is_in_time(
    changed: Row, amounts: list[int | None], holds: bool | None
) -> None:
    place = county(**homes("h1", members=3), mover=[mover()], old_house=[old_house(**changed)])
    assert [place.answers(name)["o1"]["amount"] for name in REWARDS] == amounts
    assert place.answers("old_house_steps")["o1"]["holds"] is holds


def test_while_no_list_of_movers_has_come_nobody_knows_which_ranger_moves() -> None:
    tables: dict[str, Rows] = {
        "household": [household()],
        "person": [member()],
        "job_kind": [{"job_kind": "ranger", "ranger": True}],
        "job": [{"person_id": "p1", "job_kind": "ranger", "from_date": "2018-01-01"}],
    }
    for movers, share in (([], None), ([mover("h9")], 0), ([mover("h1")], 100)):
        found = county(**tables, mover=movers).figure("ranger_movers_share")
        assert found == share


def test_without_a_list_of_movers_nobody_knows_who_moves() -> None:
    few = homes("h1", members=3) | {"old_house": [old_house()]}
    for movers, moving in (([], None), ([mover("h9")], False)):
        place = county(**few, mover=movers)
        assert [place.answers(name)["o1"]["eligible"] for name in REWARDS] == [moving] * 3


def test_rewards_come_once_for_a_household_and_not_for_one_that_stays() -> None:
    both = [old_house(), old_house("o2"), old_house("o3", household_id="h2")]
    place = county(**homes("h1", "h2"), mover=[mover()], old_house=both)
    settled = {(row["policy"], row["subject"]): row["due"] for row in place.settle(REWARDS)}
    assert settled == {
        ("demolition_reward", "o1"): 20000,
        ("demolition_reward", "o2"): 0,
        ("old_house_compensation", "o1"): 28000,
        ("old_house_compensation", "o2"): 28000,
        ("reclamation_reward", "o1"): 10000,
        ("reclamation_reward", "o2"): 0,
    }
    assert [place.figure(name) for name in ("old_houses_demolished", "old_houses_reclaimed")] == [
        *[2, 2]
    ]


KINDS = (
    *("relocation_agreement", "demolition_agreement", "vote"),
    *("request_to_township", "request_to_county", "filing"),
)


def papers(**changes: Row | None) -> Rows:
    """The six papers of a merger, all complete but for `changes`; None: it is not there."""
    vote = {"voters": 100, "voters_present": 60, "in_favour": 31}
    rows: Rows = []
    for kind in KINDS:
        change = changes.get(kind, {})
        if change is not None:
            row: Row = {"old_code": "old", "paper": kind, "dated_on": "2017-05-01", "signed": True}
            more = vote if kind == "vote" else {}
            rows.append({**row, "file_number": "CB1", **more, **change})
    return rows


@pytest.mark.parametrize(
    ("changes", "failing"),
    [
        ({}, {}),
        ({"vote": {"voters_present": 50, "in_favour": 50}}, {"voted": False}),
        ({"vote": {"in_favour": 30}}, {"voted": False}),
        ({"vote": {"in_favour": None}}, {"voted": None}),
        ({"vote": None}, {"voted": False}),
        ({"filing": None}, {"on_file": False}),
        ({"filing": {"signed": None}}, {"on_file": None}),
        ({"filing": {"file_number": None}}, {"on_file": False}),
        ({"request_to_county": {"signed": False}}, {"two_requests": False}),
        ({"demolition_agreement": {"dated_on": None}}, {"two_agreements": False}),
        ({"demolition_agreement": {"signed": None}}, {"two_agreements": None}),
    ],
)
def test_a_merger_needs_two_agreements_a_vote_two_requests_and_a_filing(
    changes: dict[str, Row | None], failing: dict[str, bool | None]
) -> None:
    area: Row = {"area_code": "v1", "valid_from": "2018-10-31", "level": "village", "name": "v1"}
    merger: Row = {"old_code": "old", "village_code": "v1", "begun_on": "2017-03-01"}
    place = county(
        area=[area],
        village=[{"village_code": "v1"}],
        village_merger=[{**merger, "merged_on": "2017-09-01"}],
        village_document=papers(**changes),
    )
    answers = place.answers("merged_village")["old"]
    names = ("two_agreements", "voted", "two_requests", "on_file", "has_successor")
    assert {name: answers[name] for name in names if not answers[name]} == failing
    assert place.figure("merged_villages") == 1
    assert place.figure("mergers_with_papers") == (0 if failing else 1)


def test_a_merger_without_successor_or_papers_is_a_gap_and_no_figure() -> None:
    merger: Row = {"old_code": "old", "begun_on": "2017-03-01", "merged_on": "2017-09-01"}
    others: Rows = [{**row, "old_code": "other"} for row in papers()]
    place = county(village_merger=[merger], village_document=others)
    answers = place.answers("merged_village")["old"]
    names = ("two_agreements", "voted", "two_requests", "on_file", "has_successor", "holds")
    assert [answers[name] for name in names] == [False] * 6
    assert place.figure("merged_villages") == 0
    nothing_came = county(village_merger=[merger]).answers("merged_village")["old"]
    assert [nothing_came[name] for name in names] == [None] * 4 + [False] * 2


def test_moved_land_becomes_forest_where_it_may_and_bare_hills_in_full() -> None:
    plot: Row = {"village_code": "v1", "plot_area": 10, "listed_on": "2017-03-01"}
    farm = {**plot, "plot_kind": "farmland", "policy_allows": True}
    hill = {**plot, "plot_kind": "bare_hill"}
    place = county(
        forest_plot=[
            {**farm, "plot_id": "k1", "planted_on": "2018-04-01"},
            {**farm, "plot_id": "k2", "policy_allows": False},
            {**farm, "plot_id": "k3", "policy_allows": None},
            {**hill, "plot_id": "k4", "planted_on": "2018-04-01"},
            {**hill, "plot_id": "k5", "plot_area": 30},
        ]
    )
    answers = place.answers("moved_land_to_forest")
    assert {key: (row["eligible"], row["holds"]) for key, row in answers.items()} == {
        "k1": (True, True),
        "k2": (False, False),
        "k3": (None, False),
        "k4": (True, True),
        "k5": (True, False),
    }
    assert (place.figure("moved_land_planted"), place.figure("bare_hills_green_share")) == (20, 25)


def test_organisations_count_while_they_exist() -> None:
    here: Row = {"in_moved_area": True, "takes_movers": True, "formed_on": "2017-04-01"}
    kinds = ("forest_station", "afforestation", "afforestation", "water_team", "park", "park")
    rows = [
        {**here, "organisation_id": f"z{n}", "organisation_kind": kind}
        for n, kind in enumerate(kinds)
    ]
    rows[2] |= {"dissolved_on": "2019-04-30"}
    rows[5] |= {"formed_on": "2019-05-01"}
    place = county(organisation=rows)
    names = ("forest_organisations", "mover_organisations", "industry_parks")
    assert [place.figure(name) for name in names] == [2, 2, 1]


def job(person: str = "h1-0", **columns: object) -> Row:
    """Eight months a year as a ranger."""
    row: Row = {"person_id": person, "job_kind": "护林员", "from_date": "2018-03-01", "months": 8}
    return {**row, **columns}


MENU: Rows = [
    {"job_kind": "护林员", "job_class": "公益岗位", "ranger": True},
    {"job_kind": "园区务工", "job_class": "产业就业", "ranger": False},
]


@pytest.mark.parametrize(
    ("ability", "jobs", "answer"),
    [
        ("ordinary", [job()], (True, True)),
        ("weak", [job(months=6)], (True, True)),
        ("skilled", [job(months=5)], (True, False)),
        ("ordinary", [job(months=None)], (True, None)),
        ("ordinary", [job(months=None), job(job_kind="园区务工")], (True, True)),
        ("ordinary", [job(to_date="2019-04-30")], (True, False)),
        ("ordinary", [job(from_date="2019-05-01")], (True, False)),
        ("ordinary", [job("elsewhere")], (True, False)),
        ("ordinary", [], (True, None)),
        ("lost", [job("elsewhere")], (False, False)),
        (None, [job("elsewhere")], (None, False)),
    ],
)
def test_a_moved_household_with_labour_has_a_stable_job(
    ability: str | None, jobs: Rows, answer: tuple[bool | None, bool | None]
) -> None:
    tables = homes("h1", members=1) | {"mover": [mover()], "job": jobs, "job_kind": MENU}
    tables["person"][0]["work_ability"] = ability
    place = county(**tables)
    found = place.answers("stable_job")["h1"]
    assert (found["eligible"], found["holds"]) == answer
    assert (place.figure("job_classes"), place.figure("job_kinds")) == (2, 2)


def test_a_child_of_whom_the_register_does_not_ask_leaves_nothing_open() -> None:
    tables = homes("h1", members=2) | {"mover": [mover()]}
    tables["person"][0] |= {"work_ability": "none"}
    tables["person"][1] |= {"birth_date": "2003-05-01"}
    assert county(**tables).one("mover_work")["has_labour"] is False
    tables["person"][1] |= {"birth_date": "2003-04-30"}
    assert county(**tables).one("mover_work")["has_labour"] is None


def test_those_without_labour_have_one_of_two_menus() -> None:
    tables = homes("h1", "h2", "h3", members=1) | {"mover": [mover(f"h{n}") for n in (1, 2, 3)]}
    for person in tables["person"]:
        person["work_ability"] = "none"
    running: Row = {"from_date": "2018-01-01", "to_date": "2020-01-01", "in_arrears": False}
    tables["income_source"] = [
        {**running, "source_id": "g1", "household_id": "h1", "measure": "support"},
        {
            **running,
            "source_id": "g2",
            "household_id": "h2",
            "measure": "finance",
            "yearly_return": 3000,
        },
    ]
    place = county(**tables)
    answers = place.answers("menu_without_labour")
    assert {key: row["holds"] for key, row in answers.items()} == {
        "h1": True,
        "h2": True,
        "h3": False,
    }
    assert place.figure("menus_without_labour") == 2


def test_rangers_are_movers_first() -> None:
    tables = homes("h1", "h2") | {"mover": [mover()], "job_kind": MENU}
    tables["job"] = [job(), job("h2-0"), job("h2-1", job_kind="园区务工"), job("h1-1")]
    assert county(**tables).figure("ranger_movers_share") == Decimal("66.6667")


def test_facilities_count_once_by_name_when_they_are_open_and_are_a_gap_when_late() -> None:
    built: Row = {
        "place_class": "facility",
        "place_planned_on": "2017-03-01",
        "open_by": "2018-10-31",
    }
    place = county(
        community_place=[
            {**built, "place_id": "s1", "place_name": "卫生室", "open_since": "2018-10-08"},
            {**built, "place_id": "s2", "place_name": "卫生室", "open_since": "2018-11-08"},
            {**built, "place_id": "s3", "place_name": "图书室"},
            {
                **built,
                "place_id": "s4",
                "place_name": "学校",
                "place_class": "service",
                "open_since": "2019-04-30",
            },
        ]
    )
    holds = {key: row["holds"] for key, row in place.answers("community_place_open").items()}
    assert holds == {"s1": True, "s2": True, "s3": False, "s4": True}
    names = ("community_facilities", "community_services")
    assert [place.figure(name) for name in names] == [1, 1]


def test_a_need_that_nobody_met_in_time_is_a_gap() -> None:
    need: Row = {"household_id": "h1", "need": "care", "raised_on": "2019-03-31"}
    place = county(
        **homes("h1", "h2"),
        mover=[mover()],
        mover_need=[
            {**need, "need_id": "x1"},
            {**need, "need_id": "x2", "raised_on": "2019-03-30"},
            {**need, "need_id": "x3", "raised_on": "2019-01-01", "met_on": "2019-04-30"},
            {**need, "need_id": "x4", "household_id": "h2"},
        ],
    )
    holds = {key: row["holds"] for key, row in place.answers("mover_need_met").items()}
    assert holds == {"x1": True, "x2": False, "x3": True, "x4": True}
    assert place.figure("mover_needs_met_share") == Decimal("66.6667")
