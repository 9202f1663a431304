"""A policy file read into the model: syntax and shape only, every mistake with its line."""

import re
from collections.abc import Callable, Sized
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from wuxiang import strict_yaml as yaml
from wuxiang.policy.expression import parse, refused
from wuxiang.policy.model import (
    Cap,
    Clause,
    Document,
    Example,
    Formula,
    InForce,
    Matches,
    Parameter,
    Policy,
    Responsible,
    Stacking,
    Step,
    Words,
)
from wuxiang.strict_yaml import Section, Text

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
MAX_PARTS = 100
DECIDING = ("amount", "status", "holds")
KEYS = (
    *("policy", "commitment", "title", "source", "responsible", "for_each", "dated_by", "in_force"),
    *("parameters", "eligible", *DECIDING, "paid_to", "each", "cap", "budget"),
    *("excludes", "stacking", "matches", "due_within", "at_stake", "notes", "examples"),
)
Part = TypeVar("Part")
Some = TypeVar("Some", bound=Sized)


def read_policy(path: Path) -> Policy:
    """The policy in the file `path`; names and types are left to `check_policy`."""
    top = yaml.load(path)
    yaml.only(top, KEYS)
    _one_decision(top)
    name = _name(yaml.text(top, "policy"))
    if name != path.stem:
        remedy = f"Name the file {name}.yaml, or the policy {path.stem}"
        raise refused(
            f"policy `{name}` in a file of another name",
            remedy=remedy,
            place=top.place_of("policy"),
        )
    policy = _policy(top, name)
    if len(policy.clauses) + len(policy.amount) > MAX_PARTS:
        raise refused(
            f"more than {MAX_PARTS} clauses and steps", remedy="Split the policy", place=top.place
        )
    return policy


def _policy(top: Section, name: str) -> Policy:
    each = _each(top)
    return Policy(
        name=name,
        commitment=str(yaml.text(top, "commitment")),
        title=_title(top),
        source=_source(top),
        responsible=_responsible(top),
        for_each=_name(yaml.text(top, "for_each")),
        dated_by=str(yaml.text(top, "dated_by")),
        in_force=_in_force(top),
        parameters=_each_part(top, "parameters", make=_parameter),
        eligible=_some(_each_part(top, "eligible", make=_clause), top, key="eligible"),
        place=top.place,
        amount=_each_part(top, "amount", make=_step),
        status=_optional_name(top, "status"),
        holds=_each_part(top, "holds", make=_clause),
        paid_to=str(yaml.optional_text(top, "paid_to") or "person_id"),
        each=each,
        cap=_cap(top),
        budget=_optional_name(top, "budget"),
        excludes=tuple(_name(item) for item in yaml.texts(top, "excludes")),
        stacking=_stacking(top),
        matches=_matches(top, name, by="event" if each == "event" else "period"),
        due_within=_due_within(top),
        at_stake=_optional_formula(top, "at_stake"),
        notes=_optional(top, "notes"),
        examples=_each_part(top, "examples", make=_example),
        places=MappingProxyType({key: top.place_of(key) for key in top}),
    )


def _one_decision(top: Section) -> None:
    given = [key for key in DECIDING if key in top]
    if len(given) != 1:
        problem = f"{' and '.join(given) or 'neither amount, status nor holds'} given"
        remedy = "Give exactly one of amount, status, holds"
        raise refused(problem, remedy=remedy, place=top.place_of(given[-1]) if given else top.place)
    if not top[given[0]]:
        raise refused(
            f"`{given[0]}` is empty", remedy="Say what it decides", place=top.place_of(given[0])
        )


def _title(top: Section) -> Words:
    title = _closed(top, "title", allowed=("zh", "en"))
    return Words(zh=str(yaml.text(title, "zh")), en=str(yaml.text(title, "en")))


def _source(top: Section) -> Document:
    source = _closed(top, "source", allowed=("document", "article", "paper", "confirmed_by"))
    return Document(
        document=str(yaml.text(source, "document")),
        article=_optional(source, "article"),
        paper=_optional(source, "paper"),
        confirmed_by=_optional(source, "confirmed_by"),
    )


def _responsible(top: Section) -> Responsible:
    who = _closed(top, "responsible", allowed=("lead", "office"))
    return Responsible(lead=str(yaml.text(who, "lead")), office=str(yaml.text(who, "office")))


def _in_force(top: Section) -> InForce:
    days = _closed(top, "in_force", allowed=("from", "to"))
    start = yaml.day(days, "from")
    to = yaml.day(days, "to") if days.get("to") is not None else None
    if to is not None and to <= start:
        remedy = "`to` is the first day no longer in force: later than `from`"
        raise refused("in force for no day at all", remedy=remedy, place=days.place_of("to"))
    return InForce(start, to)


def _parameter(word: Text, given: Section) -> Parameter:
    yaml.only(given, ("unit", "law", "source", "confirmed_by", "values"))
    unit = str(yaml.text(given, "unit"))
    values = yaml.section(given, "values")
    dated = {
        yaml.as_day(Text(day, values.place_of(day))): _parameter_value(values, day, unit=unit)
        for day in values
    }
    return Parameter(
        name=_name(word),
        unit=unit,
        values=_some(tuple(sorted(dated.items())), given, key="values"),
        place=word.place,
        law=_optional(given, "law"),
        source=_optional(given, "source"),
        confirmed_by=_optional(given, "confirmed_by"),
    )


def _parameter_value(values: Section, day: str, *, unit: str) -> Decimal | str | None:
    if values[day] is None:
        return None
    return str(yaml.text(values, day)) if unit == "code" else yaml.number(values, day)


def _clause(word: Text, given: Section) -> Clause:
    yaml.only(given, ("law", "test"))
    law, test = str(yaml.text(given, "law")), parse(yaml.text(given, "test"))
    return Clause(_name(word), law, test, word.place)


def _step(word: Text, given: Section) -> Step:
    yaml.only(given, ("law", "value", "unit"))
    law = str(yaml.text(given, "law"))
    value, unit = parse(yaml.text(given, "value")), _optional(given, "unit")
    return Step(_name(word), law, value, unit, word.place)


def _cap(top: Section) -> Cap | None:
    if top.get("cap") is None:
        return None
    cap = _closed(top, "cap", allowed=("per", "period", "amount", "law"))
    period = str(yaml.text(cap, "period"))
    if period not in ("year", "month", "once"):
        raise refused(
            f"a cap per `{period}`",
            remedy="Write year, month or once",
            place=cap.place_of("period"),
        )
    per, amount, law = (str(yaml.text(cap, key)) for key in ("per", "amount", "law"))
    return Cap(per, period, amount, law, cap.place)


def _stacking(top: Section) -> Stacking | None:
    if top.get("stacking") is None:
        return None
    stacking = _closed(top, "stacking", allowed=("group", "event"))
    return Stacking(
        _name(yaml.text(stacking, "group")), str(yaml.text(stacking, "event")), stacking.place
    )


def _matches(top: Section, name: str, *, by: Literal["period", "event"]) -> Matches:
    if top.get("matches") is None:
        return Matches((name,), by)
    matches = _closed(top, "matches", allowed=("programmes", "by"))
    programmes = tuple(str(code) for code in yaml.texts(matches, "programmes")) or (name,)
    match yaml.optional_text(matches, "by"):
        case None:
            return Matches(programmes, by)
        case "period":
            return Matches(programmes, "period")
        case "event":
            return Matches(programmes, "event")
        case other:
            remedy = "Write period or event"
            raise refused(
                f"payments matched by `{other}`", remedy=remedy, place=matches.place_of("by")
            )


def _each(top: Section) -> str:
    if top.get("each") is None:
        return "event"
    return str(yaml.text(_closed(top, "each", allowed=("period",)), "period"))


def _due_within(top: Section) -> int | None:
    if top.get("due_within") is None:
        return None
    days = yaml.integer(top, "due_within")
    if days < 1:
        raise refused(
            "due within no day at all", remedy="Write 1 or more", place=top.place_of("due_within")
        )
    return days


def _example(word: Text, given: Section) -> Example:
    yaml.only(given, ("given", "expect"))
    row, expect = yaml.section(given, "given"), yaml.section(given, "expect")
    places = {key: part.place_of(key) for part in (row, expect) for key in part}
    return Example(
        str(word), _plain(row), _some(_plain(expect), given, key="expect"), word.place, places
    )


def _plain(given: Section) -> dict[str, str | None]:
    found = {key: yaml.optional_text(given, key) for key in given}
    return {str(key): None if value is None else str(value) for key, value in found.items()}


def _each_part(
    top: Section, key: str, *, make: Callable[[Text, Section], Part]
) -> tuple[Part, ...]:
    parts = yaml.optional_section(top, key)
    if parts is None:
        return ()
    words = [Text(name, parts.place_of(name)) for name in parts]
    return tuple(make(word, yaml.section(parts, word)) for word in words)


def _some(found: Some, inside: Section, *, key: str) -> Some:
    if not found:
        raise refused(f"`{key}` is empty", remedy="Give at least one", place=inside.place_of(key))
    return found


def _closed(top: Section, key: str, *, allowed: tuple[str, ...]) -> Section:
    found = yaml.section(top, key)
    yaml.only(found, allowed)
    return found


def _name(found: Text) -> str:
    if NAME.fullmatch(found) is None:
        remedy = "Use small letters, digits and _, beginning with a letter"
        raise refused(f"`{found}` is not a name", remedy=remedy, place=found.place)
    return str(found)


def _optional(inside: Section, key: str) -> str | None:
    found = yaml.optional_text(inside, key)
    return None if found is None else str(found)


def _optional_name(top: Section, key: str) -> str | None:
    found = yaml.optional_text(top, key)
    return None if found is None else _name(found)


def _optional_formula(top: Section, key: str) -> Formula | None:
    found = yaml.optional_text(top, key)
    return None if found is None else parse(found)
