"""Illness, disability, accidents and insurance: stays, cards, cases, claims, premiums."""

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import (
    Ints,
    coded,
    dates,
    day,
    flags,
    integers,
    numbered,
    shaped,
    yuan,
)
from wuxiang.demo.chance import pick, sample, scaled, some
from wuxiang.demo.families import AS_OF
from wuxiang.demo.world import World

STAYS_FROM = day("2018-01-01")
STAYS_OF_ENTITLED = 4_600
STAYS_OF_OTHERS = 9_000
THRESHOLD_DAYS = (10, 11, 15, 16, 20, 21, 30)
HOSPITALS = (
    ("河曲县人民医院（演示）", "2A", 46),
    ("河曲县中医院（演示）", "2B", 16),
    ("乡镇卫生院（演示）", "1", 20),
    ("忻州市某医院（演示）", "3A", 12),
    ("太原某医院（演示）", "3A", 6),
)
CATEGORIES = ("sight", "hearing", "speech", "limb", "intellect", "mental", "multiple")
ACCIDENTS = 150
CLAIMS_WITHOUT_ACCIDENT = 90
COVERS = ("disability", "education", "disaster", "medical")
KINDS = ("basic_medical", "supplementary_medical", "stay_and_accident", "relief")
PREMIUMS = {2018: (180, 100, 68, 32), 2019: (220, 100, 68, 32)}
RELIEF = 3


def hospital_stay_table(world: World) -> pa.Table:
    """Stays from 2018 to April 2019, each inside the patient's membership of the household."""
    chance, people = world.chance("stays"), world.people
    who = _patients(chance, world)
    rows = len(who)
    length = _lengths(chance, rows)
    latest = np.minimum(people.left[who], AS_OF) - length
    earliest = np.maximum(people.joined[who], STAYS_FROM)
    fits = latest > earliest
    who, length, latest, earliest = who[fits], length[fits], latest[fits], earliest[fits]
    rows = len(who)
    admitted = earliest + (chance.random(rows) * (latest - earliest)).astype(np.int64)
    order = np.argsort(admitted + length, kind="stable")
    who, length, admitted = who[order], length[order], admitted[order]
    hospital = pick(chance, [weight for _, _, weight in HOSPITALS], rows=rows)
    cost = (800 + length * chance.gamma(3, 180, rows)).astype(np.int64)
    insured = (cost * chance.uniform(0.75, 0.98, rows)).astype(np.int64)
    return shaped(
        "hospital_stay",
        {
            "stay_id": numbered("ZY", np.arange(1, rows + 1), width=7),
            "person_id": world.person_ids.take(pa.array(who)),
            "hospital": coded([name for name, _, _ in HOSPITALS], hospital),
            "hospital_grade": coded([grade for _, grade, _ in HOSPITALS], hospital),
            "admitted_on": dates(admitted),
            "discharged_on": dates(admitted + length),
            "days": integers(length),
            "total_cost": yuan(cost),
            "insured_cost": yuan(insured),
            "reimbursed": yuan((insured * chance.uniform(0.55, 0.9, rows)).astype(np.int64)),
        },
    )


def _patients(chance: np.random.Generator, world: World) -> Ints:
    people = world.people
    needy = world.homes.needy[people.household]
    weight = 0.4 + people.age / 60 + 2 * people.chronic + 4 * people.serious
    found = []
    for group, count in ((needy, STAYS_OF_ENTITLED), (~needy, STAYS_OF_OTHERS)):
        share = np.where(group, weight, 0)
        found.append(chance.choice(len(people), scaled(count, world.scale), p=share / share.sum()))
    return np.concatenate(found)


def _lengths(chance: np.random.Generator, rows: int) -> Ints:
    usual = np.clip(chance.gamma(2.4, 3.6, rows), 1, 75).astype(np.int64)
    edge = np.array(THRESHOLD_DAYS)[chance.integers(0, len(THRESHOLD_DAYS), rows)]
    return np.where(some(chance, rows, share=0.16), edge, usual)


def disability_table(world: World) -> pa.Table:
    """A card for nearly everybody whom the register calls disabled; some have run out."""
    chance, people = world.chance("disability"), world.people
    who = np.flatnonzero(people.disabled & some(chance, len(people), share=0.985))
    rows = len(who)
    since = np.maximum(day("2009-06-01") + chance.integers(0, 3_450, rows), people.born[who] + 400)
    since = np.minimum(since, AS_OF - 30)
    valid = np.where(some(chance, rows, share=0.01), day("2019-02-28") - since, 3_652 + 365)
    return shaped(
        "disability",
        {
            "person_id": world.person_ids.take(pa.array(who)),
            "category": coded(CATEGORIES, pick(chance, (9, 14, 3, 52, 9, 9, 4), rows=rows)),
            "level": integers(pick(chance, (12, 24, 32, 32), rows=rows) + 1),
            "certified_on": dates(since),
            "expires_on": dates(since + np.maximum(valid, 1)),
        },
    )


def with_card_numbers(
    cards: pa.Table, id_numbers: pa.Array, *, chance: np.random.Generator
) -> pa.Table:
    """`cards` with numbers: the holder's ID number, category, level, for some a re-issue mark.

    `id_numbers` has one entry for each row of `cards`.
    """
    categories = [CATEGORIES.index(word) + 1 for word in cards["category"].to_pylist()]
    levels = cards["level"].to_pylist()
    again = some(chance, len(cards), share=0.04).tolist()
    rows = zip(id_numbers.to_pylist(), categories, levels, again, strict=True)
    texts = [f"{number}{kind}{level}{'B1' if more else ''}" for number, kind, level, more in rows]
    place = cards.schema.get_field_index("card_number")
    return cards.set_column(place, "card_number", pa.array(texts))


def chronic_case_table(world: World) -> pa.Table:
    """Suspected chronic disease in registered households: most are visited and certified."""
    chance, people = world.chance("chronic"), world.people
    needy = world.homes.needy[people.household] & people.here
    suspect = needy & (people.chronic | some(chance, len(people), share=0.01))
    who = np.flatnonzero(suspect)
    rows = len(who)
    since = day("2018-03-01") + chance.integers(0, 380, rows)
    visited = since + chance.integers(3, 60, rows)
    unvisited = some(chance, rows, share=0.035) | (visited > AS_OF)
    unknown = unvisited | some(chance, rows, share=0.02)
    refuted = ~people.chronic[who]
    card = visited + chance.integers(5, 30, rows)
    cardless = unknown | refuted | some(chance, rows, share=0.02) | (card > AS_OF)
    return shaped(
        "chronic_case",
        {
            "case_id": numbered("MB", np.arange(1, rows + 1), width=6),
            "person_id": world.person_ids.take(pa.array(who)),
            "suspected_on": dates(since),
            "visited_on": dates(visited, unvisited),
            "result": coded(("confirmed", "refuted"), refuted.astype(np.int64), missing=unknown),
            "card_issued_on": dates(card, cardless),
        },
    )


def insurance_table(world: World) -> pa.Table:
    """Premiums of 2018 and 2019 of registered people; disabled ones have the relief insurance."""
    chance, people = world.chance("insurance"), world.people
    needy = world.homes.needy[people.household]
    parts = []
    for year, premiums in PREMIUMS.items():
        member = people.left > day(f"{year}-01-01")
        for kind, premium in enumerate(premiums):
            covered = (needy | (people.disabled & (kind == RELIEF))) & member
            covered &= ~some(chance, len(people), share=0.004) & (
                people.born < day(f"{year}-02-01")
            )
            who = np.flatnonzero(covered)
            parts.append(np.stack([who, *(np.full(len(who), v) for v in (kind, year, premium))]))
    who, kind, year, premium = np.concatenate(parts, axis=1)
    own = (kind == 0) & some(chance, len(who), share=0.006)
    first = np.array([day(f"{number}-01-01") for number in PREMIUMS])
    enrolled = first[year - min(PREMIUMS)] - chance.integers(1, 60, len(who))
    return shaped(
        "insurance",
        {
            "person_id": world.person_ids.take(pa.array(who)),
            "kind": coded(KINDS, kind),
            "year": integers(year),
            "payer": coded(("county", "person"), own.astype(np.int64)),
            "premium": yuan(premium),
            "enrolled_on": dates(enrolled),
        },
    )


def accident_table(world: World) -> pa.Table:
    """Accidents of 2018 and early 2019, most of them of registered people."""
    chance = world.chance("accident")
    grown = world.people.here & (world.people.age >= 6)
    who = sample(
        chance, np.flatnonzero(world.entitled & grown), count=scaled(ACCIDENTS, world.scale)
    )
    rows = len(who)
    when = day("2018-01-15") + chance.integers(0, 440, rows)
    loss = (chance.gamma(1.6, 18_000, rows) // 100 * 100).astype(np.int64) + 500
    unknown = some(chance, rows, share=0.05)
    return shaped(
        "accident",
        {
            "accident_id": numbered("SG", np.arange(1, rows + 1), width=5),
            "person_id": world.person_ids.take(pa.array(who)),
            "occurred_on": dates(when),
            "loss": yuan(loss, unknown),
            "compensated": yuan(
                (loss * chance.uniform(0, 0.5, rows)).astype(np.int64) // 100 * 100
            ),
            "causes_relapse": flags(loss > 25_000, unknown),
            "assessed_on": dates(when + 20, unknown),
        },
    )


def claim_table(world: World, accidents: pa.Table) -> pa.Table:
    """Claims on the relief insurance: one for each grave accident, others besides."""
    chance = world.chance("claims")
    grave = accidents.filter(accidents["causes_relapse"].fill_null(False))
    others = world.sampled(
        "claimants", world.entitled, count=scaled(CLAIMS_WITHOUT_ACCIDENT, world.scale)
    )
    rows, first = len(grave) + len(others), len(grave)
    random_days = day("2018-02-01") + chance.integers(0, 400, len(others))
    when = np.r_[grave["occurred_on"].cast(pa.int32()).to_numpy(), random_days]
    cover = np.r_[np.full(first, len(COVERS)), chance.integers(0, len(COVERS), len(others))]
    papers = when + chance.integers(12, 50, rows)
    incomplete = some(chance, rows, share=0.08) | (papers > AS_OF)
    decided = papers + chance.integers(5, 40, rows)
    pending = incomplete | some(chance, rows, share=0.10) | (decided > AS_OF)
    ids = grave["person_id"].to_pylist() + world.person_ids.take(pa.array(others)).to_pylist()
    return shaped(
        "claim",
        {
            "claim_id": numbered("LP", np.arange(1, rows + 1), width=5),
            "person_id": pa.array(ids),
            "cover": coded((*COVERS, "accident"), cover),
            "event_id": pa.array([*grave["accident_id"].to_pylist(), *[None] * len(others)]),
            "occurred_on": dates(when),
            "reported_on": dates(when + 3),
            "papers_complete_on": dates(papers, incomplete),
            "decided_on": dates(decided, pending),
            "granted": yuan(chance.integers(5, 200, rows) * 100, pending),
        },
    )
