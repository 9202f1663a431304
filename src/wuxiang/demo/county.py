"""The whole truth of the demo county, as tables of the vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from wuxiang.demo import (
    care,
    events,
    followed,
    houses,
    industry,
    livelihood,
    payments,
    places,
    registry,
    resettlement,
    risks,
    services,
    support,
)
from wuxiang.demo.arrays import Flags, Ints, numbered, shaped
from wuxiang.demo.governing import governing_tables
from wuxiang.demo.matters import Matters, list_match_table, matters_of
from wuxiang.demo.monitoring import monitoring_tables
from wuxiang.demo.moving import movers_of
from wuxiang.demo.outline import read_outline
from wuxiang.demo.oversight import oversight_tables
from wuxiang.demo.problems import problem_tables
from wuxiang.demo.schooling import pupils_of, school_term_table
from wuxiang.demo.training import training_tables
from wuxiang.demo.village_works import village_works_tables
from wuxiang.demo.works import service_works_table
from wuxiang.demo.world import World, build
from wuxiang.schema import TABLES

AS_OF = date(2019, 4, 30)
HEQU = Path(__file__).resolve().parents[3] / "counties" / "hequ"
"""The pack beside the source tree, whose areas and layouts the demo uses."""


@dataclass(frozen=True)
class County:
    """All tables by name, identities included; `scale` 1 is a whole county."""

    seed: int
    scale: float
    tables: Mapping[str, pa.Table]
    book_numbers: pa.Array
    """Number of the family book of each row of `household`."""
    untouched_households: Flags
    """Rows of `household` that the planted figures rest on: no file has an error in them."""
    untouched_people: Flags
    """The same of `person`."""
    matters: tuple[Matters, ...] = ()
    """What other offices know of its people."""

    @property
    def rows(self) -> dict[str, int]:
        """Number of rows by table."""
        return {name: len(table) for name, table in self.tables.items()}


def generate(seed: int, scale: float = 1, *, pack: Path = HEQU) -> County:
    """The truth: people invented, villages real; the same seed and scale give the same tables.

    Scale 1 has about 140,000 residents and the article's figures exactly.
    Raises UserError when the pack has no lists of areas.
    """
    world = build(pack, seed=seed, scale=scale)
    tables = {
        "area": pa.concat_tables(
            [
                places.area_table(world.places, seed=seed, outline=read_outline(pack)),
                places.dissolved_table(world.places, seed=seed),
            ]
        ),
        "village": places.village_table(world.places),
        **_of_villages(world),
        **_of_households(world),
        **_of_industry(world),
    }
    movers = movers_of(world)
    paid = [tables.pop("benefit_paid"), *_of_movers(world, movers, tables=tables)]
    tables |= _of_people(world, tables["person"])
    matters = matters_of(world, tables)
    tables["list_match"] = list_match_table(world, matters)
    tables |= monitoring_tables(world, tables)
    tables |= _of_offices(world, tables)
    tables["benefit_paid"] = pa.concat_tables([tables["benefit_paid"], *paid])
    boarders = np.zeros(len(world.people), np.bool_)
    boarders[payments.positions(tables["school_term"]["person_id"])] = True
    moved = np.isin(np.arange(len(world.homes)), movers)
    return County(
        seed=seed,
        scale=scale,
        tables={name: tables[name] if name in tables else shaped(name, {}) for name in TABLES},
        book_numbers=numbered("HK", np.arange(1, len(world.homes) + 1), width=8),
        untouched_households=moved | (world.members(boarders) > 0),
        untouched_people=moved[world.people.household] | boarders,
        matters=matters,
    )


def _of_villages(world: World) -> dict[str, pa.Table]:
    facilities = services.facility_table(world)
    return {
        "hardship": services.hardship_table(world),
        "village_survey": services.village_survey_table(world),
        "facility": facilities,
        "care_time": services.care_time_table(world, facilities),
    }


def _of_households(world: World) -> dict[str, pa.Table]:
    return {
        "household": registry.household_table(world),
        "household_status": registry.household_status_table(world),
        "person": registry.person_table(world),
        "income": livelihood.income_table(world),
        "living": livelihood.living_table(world),
        "assets": livelihood.assets_table(world),
        "procedure": livelihood.procedure_table(world),
        "household_event": events.household_event_table(world),
        "house": houses.house_table(world),
        "house_survey": houses.house_survey_table(world),
        "residence": followed.residence_table(world),
        "risk": risks.risk_table(world),
        "risk_measure": risks.risk_measure_table(world),
        "intake_finding": followed.no_findings(),
    }


def _of_offices(world: World, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    return {
        **village_works_tables(world, tables["village_survey"]),
        "service_works": service_works_table(world),
        **governing_tables(world, tables["helper"], tables["policy_paper"]),
        **training_tables(world, tables["helper"]),
        **oversight_tables(world, tables["helper"], pairing=tables["pairing"]),
        **problem_tables(world),
    }


def _of_industry(world: World) -> dict[str, pa.Table]:
    """Raising income, with what was paid for it."""
    applications, rolls = industry.applications_of(world), industry.rolls_of(world)
    paid = [
        industry.award_payment_table(world, applications),
        industry.wage_payment_table(world, rolls),
    ]
    return {
        "industry_award": industry.industry_award_table(world, applications),
        "household_industry": industry.household_industry_table(world),
        "fund": industry.fund_table(),
        "irrigation": industry.irrigation_table(world),
        "land_project": industry.land_project_table(world),
        "work_roll": industry.work_roll_table(world, rolls),
        "benefit_paid": pa.concat_tables(paid),
    }


def _of_movers(world: World, movers: Ints, *, tables: dict[str, pa.Table]) -> list[pa.Table]:
    """Put what is about resettlement into `tables`; what was paid for it."""
    houses = resettlement.old_house_table(world)
    tables |= {
        "mover": resettlement.mover_table(world, movers),
        "flat": resettlement.flat_table(world, movers),
        "old_house": houses,
        **resettlement.merger_tables(world),
        "forest_plot": resettlement.forest_plot_table(world),
        "organisation": resettlement.organisation_table(),
        "job_kind": resettlement.job_kind_table(),
        "job": resettlement.job_table(world, movers),
        "community_place": resettlement.community_place_table(),
        "mover_need": resettlement.mover_need_table(world, movers),
    }
    return [resettlement.old_house_payment_table(world, houses)]


def _of_people(world: World, persons: pa.Table) -> dict[str, pa.Table]:
    pupils = pupils_of(world)
    accidents = care.accident_table(world)
    cadres = support.cadres_of(world)
    helpers = support.helper_table(world, cadres, persons=persons)
    holders = care.disability_table(world)
    numbers = (
        persons["id_number"]
        .combine_chunks()
        .take(pa.array(payments.positions(holders["person_id"])))
    )
    known = {
        "hospital_stay": care.hospital_stay_table(world),
        "disability": care.with_card_numbers(holders, numbers, chance=world.chance("cards")),
        "accident": accidents,
        "claim": care.claim_table(world, accidents),
        "person": persons,
    }
    return {
        **known,
        "school_term": school_term_table(world, pupils),
        "grade_year": followed.grade_year_table(world, persons),
        "chronic_case": care.chronic_case_table(world),
        "insurance": care.insurance_table(world),
        "income_source": support.income_source_table(world, persons),
        "benefit_paid": payments.benefit_paid_table(world, pupils, tables=known),
        "helper": helpers,
        "pairing": support.pairing_table(world, helpers),
        "village_leader": support.village_leader_table(world, helpers),
        "policy_paper": support.policy_paper_table(world),
    }
