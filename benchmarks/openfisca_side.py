"""OpenFisca's side of openfisca.py: the nine policies with OpenFisca-Core, over the same file.

    python benchmarks/openfisca_side.py PEOPLE.parquet PARAMETERS.json OUT

Runs in an environment of its own that holds OpenFisca-Core and pyarrow, and nothing of ours.
Written as its manual says: inputs set as whole arrays, vectorised formulas, dated parameters.
It reads the file, builds both entities and who belongs to which household, calculates the nine
policies and their sums by household, and writes both tables whole, in the order of their keys as
ours are: a person's with his household and village. (The file lies in the order of persons.)
What is not known is 0, false, `unknown` or NaN, for OpenFisca has no third answer. OUT holds
person.parquet and household.parquet. The last line is one JSON object: phases, peak memory.
"""

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Array = Any
"""A numpy array, or whatever of OpenFisca stands for a population or for parameters."""
YEAR = "2019"
KEYS = ("person_id", "household_id", "village_code")
PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)
HOUSEHOLD = build_entity(
    key="household", plural="households", label="A household", roles=[{"key": "member"}]
)
Status = Enum(
    "Status",
    "unknown registered exited_with_policies exited marginal monitored ordinary",
)
Schooling = Enum(
    "Schooling",
    "unknown below_school_age none primary junior_1 junior_2 junior_3 senior_1 senior_2 senior_3 "
    "vocational_1 vocational_2 vocational_3 university",
)
KINDS: dict[str, type] = {
    "age": int,
    "boards": bool,
    "level": int,
    "resident_insured": bool,
    "chronic_illness": bool,
    "work_months": int,
    "days": int,
    "total_cost": float,
    "discharged_on": date,
}
UNKNOWN = {int: 0, bool: False, float: float("nan"), date: date(1970, 1, 1)}
CODES: dict[str, Any] = {"status": Status, "schooling": Schooling}


def variable(name: str, entity: Array = PERSON, **details: object) -> type[Variable]:
    """A variable of a year, as a class: that is what a tax and benefit system takes."""
    return type(
        name, (Variable,), {"entity": entity, "definition_period": DateUnit.YEAR, **details}
    )


def inputs() -> list[type[Variable]]:
    """The variables that are set from the file."""
    plain = [variable(name, value_type=kind) for name, kind in KINDS.items()]
    coded = [
        variable(name, value_type=Enum, possible_values=codes, default_value=codes.unknown)
        for name, codes in CODES.items()
    ]
    return plain + coded


def among(values: Array, *wanted: Array) -> Array:
    """Where `values` is one of `wanted`."""
    found = values == wanted[0]
    for one in wanted[1:]:
        found |= values == one
    return found


def poor(person: Array, period: Array, *others: Array) -> Array:
    """Where the household is registered, left poverty with its policies kept, or is of `others`."""
    status = person("status", period)
    return among(status, Status.registered, Status.exited_with_policies, *others)


def boarding_grant(person: Array, period: Array, parameters: Array) -> Array:
    """Boarders in primary and junior school."""
    rates, schooling = parameters(period).boarding_grant, person("schooling", period)
    junior = among(schooling, Schooling.junior_1, Schooling.junior_2, Schooling.junior_3)
    primary = schooling == Schooling.primary
    eligible = poor(person, period) & (primary | junior) & person("boards", period)
    return np.where(eligible, np.where(primary, rates.primary_rate, rates.junior_rate), 0)


def chronic_medicine(person: Array, period: Array, parameters: Array) -> Array:
    """Medicine for the chronically ill who are insured."""
    rates = parameters(period).chronic_medicine
    ill = person("chronic_illness", period) & person("resident_insured", period)
    rate = np.where(person("age", period) >= rates.old, rates.old_rate, rates.rate)
    return np.where(poor(person, period, Status.monitored) & ill, rate, 0)


def disability_supplement(person: Array, period: Array, parameters: Array) -> Array:
    """Holders of a disability card, by level."""
    rates, level = parameters(period).disability_supplement, person("level", period)
    eligible = poor(person, period, Status.marginal) & (level >= 1) & (level <= 4)
    return np.where(eligible, np.where(level <= 2, rates.severe_month, rates.other_month) * 12, 0)


def education_aid(person: Array, period: Array, parameters: Array) -> Array:
    """Students of senior school and university."""
    rates, schooling = parameters(period).education_aid, person("schooling", period)
    university = schooling == Schooling.university
    senior = among(schooling, Schooling.senior_1, Schooling.senior_2, Schooling.senior_3)
    young = person("age", period) <= rates.oldest
    eligible = poor(person, period) & (senior | university) & young
    return np.where(eligible, np.where(university, rates.university_rate, rates.senior_rate), 0)


def hospital_allowance(person: Array, period: Array, parameters: Array) -> Array:
    """Days in hospital beyond the free ones, at the rate of the day of discharge."""
    days, discharged = person("days", period), person("discharged_on", period)
    before = parameters("2018").hospital_allowance
    now = parameters("2019").hospital_allowance
    late = discharged >= np.datetime64("2019-01-01")
    in_force = discharged >= np.datetime64("2018-01-01")
    free = np.where(late, now.free_days, before.free_days)
    eligible = poor(person, period) & in_force & (days > 0) & (days > free)
    allowance = (days - free) * np.where(late, now.day_rate, before.day_rate)
    ceiling = np.where(late, now.ceiling, before.ceiling)
    return np.where(eligible, np.minimum(allowance, ceiling), 0)


def insurance_premium(person: Array, period: Array, parameters: Array) -> Array:
    """The insurance premium, in full or in part."""
    rates = parameters(period).insurance_premium
    share = np.where(person("status", period) == Status.registered, 1, rates.part)
    eligible = poor(person, period) & person("resident_insured", period)
    return np.where(eligible, rates.premium * share, 0)


def medical_aid(person: Array, period: Array, parameters: Array) -> Array:
    """A share of what the stay cost above a threshold."""
    rates, cost = parameters(period).medical_aid, person("total_cost", period)
    insured = person("resident_insured", period)
    eligible = poor(person, period, Status.monitored) & insured & ~(cost <= rates.threshold)
    aid = np.minimum((cost - rates.threshold) * rates.part, rates.ceiling)
    return np.where(eligible, aid, 0)


def old_age_allowance(person: Array, period: Array, parameters: Array) -> Array:
    """The very old of households in need."""
    rates, age, status = (
        parameters(period).old_age_allowance,
        person("age", period),
        person("status", period),
    )
    needy = ~among(status, Status.ordinary, Status.exited, Status.unknown)
    month = rates.first_rate + np.where(age >= rates.second, rates.more, 0)
    return np.where(needy & (age >= rates.first), month * 12, 0)


def work_bonus(person: Array, period: Array, parameters: Array) -> Array:
    """Months of work away from home."""
    rates, age = parameters(period).work_bonus, person("age", period)
    months = person("work_months", period)
    of_age = (age >= 16) & (age <= 60)
    eligible = poor(person, period, Status.marginal) & of_age & (months >= rates.least_months)
    return np.where(eligible, np.minimum(months, rates.most_months) * rates.month_rate, 0)


POLICIES = (
    boarding_grant,
    chronic_medicine,
    disability_supplement,
    education_aid,
    hospital_allowance,
    insurance_premium,
    medical_aid,
    old_age_allowance,
    work_bonus,
)
NAMES = tuple(policy.__name__ for policy in POLICIES)


def household_sum(name: str) -> type[Variable]:
    """What the members of a household are due by the policy `name`."""

    def formula(household: Array, period: Array) -> Array:
        return household.sum(household.members(name, period))

    return variable(f"household_{name}", HOUSEHOLD, value_type=float, formula=formula)


def household_total(household: Array, period: Array) -> Array:
    """What a household is due in all."""
    return sum(household(f"household_{name}", period) for name in NAMES)


def system(parameters: Path) -> TaxBenefitSystem:
    """The tax and benefit system, with the values of parameters as the policy files have them."""
    made = TaxBenefitSystem([PERSON, HOUSEHOLD])
    made.parameters = ParameterNode("", data=json.loads(parameters.read_text("utf-8")))
    outputs = [variable(one.__name__, value_type=float, formula=one) for one in POLICIES]
    sums = [household_sum(name) for name in NAMES]
    total = variable("household_total", HOUSEHOLD, value_type=float, formula=household_total)
    made.add_variables(*inputs(), *outputs, *sums, total)
    return made


def as_array(column: pa.ChunkedArray, name: str) -> Array:
    """A column of the file as OpenFisca takes it, with its stand-in for what is not known."""
    if name in CODES:
        found = column.combine_chunks()
        own = {code: at for at, code in enumerate(CODES[name].names)}
        index = np.array([own[code] for code in found.dictionary.to_pylist()] + [0], np.uint8)
        return EnumArray(index[found.indices.fill_null(-1).to_numpy()], CODES[name])
    kind = KINDS[name]
    cast = column.cast(pa.float32()) if kind is float else column
    return pc.fill_null(cast, UNKNOWN[kind]).to_numpy()


def simulation(made: TaxBenefitSystem, table: pa.Table) -> tuple[Simulation, pa.Array]:
    """The simulation with all inputs set, and the names of the households in its order."""
    households = table["household_id"].combine_chunks().dictionary_encode()
    builder = SimulationBuilder()
    builder.create_entities(made)
    builder.declare_person_entity("person", range(len(table)))
    group = builder.declare_entity("household", range(len(households.dictionary)))
    builder.join_with_persons(group, households.indices.to_numpy(), np.zeros(len(table), int))
    built = builder.build(made)
    for name in (*KINDS, *CODES):
        built.set_input(name, YEAR, as_array(table[name], name))
    return built, households.dictionary


def write(built: Simulation, persons: pa.Table, households: pa.Array, out: Path) -> None:
    """Write what each person (with household and village) and each household is due, in order."""
    due = {name: built.get_array(name, YEAR) for name in NAMES}
    table = pa.table({**dict(zip(KEYS, persons.columns, strict=True)), **due})
    pq.write_table(table, out / "person.parquet")
    sums = {name: built.get_array(f"household_{name}", YEAR) for name in NAMES}
    total = built.get_array("household_total", YEAR)
    table = pa.table({"household_id": households, **sums, "total": total})
    pq.write_table(table.sort_by("household_id"), out / "household.parquet")


def main(people: Path, parameters: Path, out: Path) -> None:
    """Compute all and print what it took."""
    marks = [time.perf_counter()]
    table = pq.read_table(people, columns=[*KEYS, *KINDS, *CODES], read_dictionary=[*CODES])
    table = table.unify_dictionaries()
    marks.append(time.perf_counter())
    built, households = simulation(system(parameters), table)
    persons = table.select(KEYS)
    del table
    marks.append(time.perf_counter())
    for name in NAMES:
        built.calculate(name, YEAR)
    built.calculate("household_total", YEAR)
    marks.append(time.perf_counter())
    write(built, persons, households, out)
    marks.append(time.perf_counter())
    names = ("read", "build", "calculate", "write")
    phases = {name: marks[at + 1] - marks[at] for at, name in enumerate(names)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": marks[-1] - marks[0], "phases": phases, "peak_kib": peak}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
