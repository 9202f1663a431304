"""The registry itself: households, their standing by date, and persons with their identities."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wuxiang.demo.arrays import (
    Flags,
    Ints,
    coded,
    dates,
    filled,
    flags,
    integers,
    numbered,
    shaped,
)
from wuxiang.demo.at_risk import watched_since
from wuxiang.demo.chance import some
from wuxiang.demo.families import RELATIONS
from wuxiang.demo.identity import accounts, id_numbers, phones
from wuxiang.demo.labour import ABILITIES, PLACES, UNABLE, labour_of
from wuxiang.demo.names import full_names, surnames
from wuxiang.demo.population import (
    BASE_DAY,
    KINDERGARTEN,
    LEAVINGS,
    MARGINAL,
    MONITORED,
    NO_SCHOOL,
    ORDINARY,
    PRIMARY,
    REGISTERED,
    SENIOR,
    STATUSES,
)
from wuxiang.demo.world import DIBAO, DIBAO_POOR, NEVER, TYPES, WUBAO, World, relation

CAUSES = ("illness", "disability", "schooling", "skill", "money", "labour", "land", "motivation")
SCHOOLING = (
    *("kindergarten", "primary", "junior_1", "junior_2", "junior_3"),
    *("senior_1", "senior_2", "senior_3", "vocational_1", "vocational_2", "vocational_3"),
    *("university", "below_school_age"),
)
FIRST_GRADE = np.array([0, 0, 1, 2, 5, 8, 11])
"""Position in SCHOOLING of each stage's first grade."""
EDUCATION = ("illiterate", "primary", "junior", "senior", "college")
UNRECORDED_WORK, UNRECORDED_ABILITY = 0.006, 0.001
"""Shares of workers whose work, and of people whose ability to work, nobody wrote down."""
POLITICAL = ("none", "member", "youth_league")
SAME_SURNAME = ("head", "son", "daughter", "grandson", "granddaughter", "father", "sibling")


def household_table(world: World) -> pa.Table:
    """All households; what the registry knows stands only with those ever registered."""
    homes, chance = world.homes, world.chance("household columns")
    rows = len(homes)
    needy, codes = homes.needy, world.places.settlement_code
    natural = world.places.natural[homes.settlement]
    cause, other = _causes(chance, world)
    return shaped(
        "household",
        {
            "household_id": world.household_ids,
            "national_number": _only(numbered("140930", np.arange(1, rows + 1), width=10), needy),
            "village_code": coded(world.places.codes, homes.village),
            "natural_village_code": coded(codes, homes.settlement, missing=~natural),
            "rural": flags(~homes.town),
            "identified_on": dates(world.identified, ~needy),
            "standard": coded(
                ("national", "provincial"), some(chance, rows, share=0.04), missing=~needy
            ),
            "household_type": coded(TYPES, world.kind, missing=~needy),
            "main_cause": coded(CAUSES, cause, missing=~needy),
            "other_cause_1": coded(CAUSES, other, missing=~needy | (other == cause)),
            "military_family": flags(some(chance, rows, share=0.02), ~needy),
            "one_child": flags(some(chance, rows, share=0.04), ~needy),
            "two_daughters": flags(some(chance, rows, share=0.03), ~needy),
            "phone": phones(chance, rows),
            "bank": _only(filled("河曲县农村信用合作联社（演示）", rows), needy),
            "account": _only(accounts(chance, rows), needy),
        },
    )


def household_status_table(world: World) -> pa.Table:
    """What each household counted as, one row for each standing it had."""
    status, every = world.homes.status, np.arange(len(world.homes))
    needy, marginal = world.homes.needy, status == MARGINAL
    watched = status == MONITORED
    left = np.where(watched, STATUSES.index("exited_with_policies"), status)
    since_when = watched_since(world)
    quiet = every[(status == ORDINARY) | marginal]
    begins, ends = np.full(len(every), BASE_DAY), np.full(len(every), NEVER)
    begins[world.changes.split_off] = world.changes.split_on
    ends[world.changes.ended] = world.changes.ended_on
    parts: list[tuple[npt.ArrayLike, ...]] = [
        (
            quiet,
            begins[quiet],
            np.where(marginal[quiet], since_when[quiet], ends[quiet]),
            ORDINARY,
        ),
        (every[needy], world.identified[needy], world.exited[needy], REGISTERED),
        (
            (gone := every[needy & (world.exited < NEVER)]),
            world.exited[gone],
            since_when[gone],
            left[gone],
        ),
        (
            (seen := every[marginal | watched]),
            since_when[seen],
            NEVER,
            status[seen],
        ),
    ]
    who, since, until, state = np.concatenate([_stacked(*p) for p in parts], 1)
    papers = ("人口底册", "河扶发〔2014〕演示1号", "河扶发〔2018〕演示9号", "河扶发〔2019〕演示3号")
    basis = np.array([0, 1, 2, 2, 3, 3])[state]
    return shaped(
        "household_status",
        {
            "household_id": world.household_ids.take(pa.array(who)),
            "from_date": dates(since),
            "to_date": dates(until, until >= NEVER),
            "status": coded(STATUSES, state),
            "basis": coded(papers, basis),
        },
    )


def person_table(world: World) -> pa.Table:
    """All persons, those who left included."""
    people, homes, chance = world.people, world.homes, world.chance("person columns")
    rows, home = len(people), people.household
    needy = homes.needy[home]
    return shaped(
        "person",
        {
            "person_id": world.person_ids,
            "household_id": world.household_ids.take(pa.array(home)),
            "joined_on": dates(world.joined),
            "left_on": dates(people.left, people.here),
            "left_because": coded(LEAVINGS, people.leaving, missing=people.here),
            "national_number": _only(numbered("140930P", np.arange(1, rows + 1), width=9), needy),
            "name": _names(chance, world),
            "id_kind": filled("identity_card", rows),
            "id_number": id_numbers(chance, people.born, male=people.male),
            "phone": _only(phones(chance, rows), people.age >= 16),
            "sex": coded(("female", "male"), people.male.astype(np.int64)),
            "birth_date": dates(people.born),
            "relation": coded(RELATIONS, people.relation),
            "ethnicity": coded(
                ("汉族", "回族", "满族", "蒙古族"), _rare(chance, rows, share=0.004, kinds=4)
            ),
            **_school_columns(chance, world),
            **_health_columns(world),
            **_work_columns(chance, world),
            **_cover_columns(chance, world),
        },
    )


def _stacked(*columns: npt.ArrayLike) -> Ints:
    return np.stack(np.broadcast_arrays(*map(np.asarray, columns)))


def _only(values: pa.Array, keep: Flags) -> pa.Array:
    return values.take(pa.array(np.arange(len(values)), mask=~keep))


def _rare(chance: np.random.Generator, rows: int, *, share: float, kinds: int) -> Ints:
    return np.where(some(chance, rows, share=share), chance.integers(1, kinds, rows), 0)


def _names(chance: np.random.Generator, world: World) -> pa.Array:
    people = world.people
    own = surnames(chance, len(people))
    family, changes = surnames(chance, len(world.homes)), world.changes
    for one, other in ((changes.split_off, changes.split_from), (changes.taken_in, changes.ended)):
        family[one] = family[other]  # father and son
    same = np.isin(people.relation, [relation(name) for name in SAME_SURNAME])
    return full_names(chance, np.where(same, family[people.household], own), male=people.male)


def _causes(chance: np.random.Generator, world: World) -> tuple[Ints, Ints]:
    people, rows = world.people, len(world.homes)
    ill = world.any_member(people.chronic | people.serious)
    disabled = world.any_member(people.disabled)
    pupil = world.any_member(people.stage >= SENIOR)
    draw = chance.random(rows)
    cause = chance.integers(3, len(CAUSES), rows)
    cause = np.where(pupil & (draw < 0.6), 2, cause)
    cause = np.where(disabled & (draw < 0.5), 1, cause)
    cause = np.where(ill & (draw < 0.8), 0, cause)
    other = np.where(some(chance, rows, share=0.35), chance.integers(3, len(CAUSES), rows), cause)
    return cause, other


def _school_columns(chance: np.random.Generator, world: World) -> dict[str, pa.Array]:
    people = world.people
    out = people.stage == NO_SCHOOL
    step = np.where(people.stage > PRIMARY, np.minimum(people.grade, 3) - 1, 0)
    step = np.where(people.stage == len(FIRST_GRADE) - 1, 0, step)
    grade = FIRST_GRADE[people.stage] + step
    small = out & (people.age < 6)
    schooling = np.where(small, len(SCHOOLING) - 1, grade)
    age, luck = people.age, chance.normal(0, 0.8, len(people))
    level = np.clip(np.rint(2.4 - np.maximum(age - 30, 0) / 28 + luck), 0, 4)
    level = np.where(age < 18, np.minimum(level, 2), level)
    level = np.where(age < 15, np.minimum(level, 1), level)
    level = np.where(people.public, 4, np.where(age < 6, 0, level)).astype(np.int64)
    drop = out & (age >= 7) & (age <= 15)
    return {
        "education": coded(EDUCATION, level, missing=~out | small),
        "schooling": coded(SCHOOLING, schooling, missing=out & ~small),
        "dropout_reason": _only(filled("厌学", len(people)), drop & (people.stage < KINDERGARTEN)),
    }


def _health_columns(world: World) -> dict[str, pa.Array]:
    people = world.people
    return {
        "healthy": flags(~(people.chronic | people.serious | people.disabled)),
        "chronic_illness": flags(people.chronic),
        "serious_illness": flags(people.serious),
        "disabled": flags(people.disabled),
    }


def _work_columns(chance: np.random.Generator, world: World) -> dict[str, pa.Array]:
    people, rows, labour = world.people, len(world.people), labour_of(world)
    age, draw = people.age, chance.random(rows)
    waged = labour.waged & ~some(chance, rows, share=UNRECORDED_WORK)
    months = np.where(waged, labour.months, 0)
    unasked = ~labour.waged & some(chance, rows, share=UNRECORDED_ABILITY)
    ability = np.where(unasked, UNABLE, labour.ability)
    politics = np.where((age > 22) & (draw > 0.93), 1, np.where((age > 15) & (age < 27), 2, 0))
    return {
        "work_ability": coded(ABILITIES, ability),
        "work_place": coded(PLACES, labour.place, missing=~waged),
        "work_months": integers(months, ~waged & homes_without(world)),
        "political": coded(POLITICAL, politics),
        "soldier": flags(people.male & (age > 17) & (age < 24) & some(chance, rows, share=0.01)),
        "mandarin": flags((age < 70) & (age > 4)),
        "public_payroll": flags(people.public),
    }


def homes_without(world: World) -> Flags:
    """Which people belong to households that the registry does not describe."""
    return ~world.listed[world.people.household]


def _cover_columns(chance: np.random.Generator, world: World) -> dict[str, pa.Array]:
    people, homes, rows = world.people, world.homes, len(world.people)
    needy, kind = homes.needy[people.household], world.kind[people.household]
    employed = people.public
    resident = ~employed & (needy | some(chance, rows, share=0.96))
    poor_town = ~needy & (chance.random(len(homes)) < 0.006)[people.household]
    return {
        "resident_insured": flags(resident),
        "employee_insured": flags(employed),
        "serious_insured": flags(resident | employed),
        "supplementary_insured": flags(needy & some(chance, rows, share=0.995)),
        "pension": flags((people.age >= 16) & ~employed & (people.stage == NO_SCHOOL)),
        "employee_pension": flags(employed),
        "dibao": flags((needy & np.isin(kind, (DIBAO, DIBAO_POOR))) | poor_town),
        "tekun": flags(needy & (kind == WUBAO)),
    }
