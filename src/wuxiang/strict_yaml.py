"""YAML read strictly: scalars stay text, values know their line, surprises are refused."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml

from wuxiang.errors import Place, UserError

MAX_DEPTH = 20
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NOTHING = frozenset(["", "~", "null", "Null", "NULL"])


class Text(str):
    """A scalar, with where it stands."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place) -> "Text":
        """`value` as it stands at `place`."""
        made = super().__new__(cls, value)
        made.place = place
        return made

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]
        return str(self), self.place  # so that a layout can go to another process

    @property
    def line(self) -> int | None:
        """The line in its file, from 1."""
        return self.place.line


class Items(list["Value"]):
    """A list, with where it begins."""

    def __init__(self, values: Collection["Value"], place: Place) -> None:
        super().__init__(values)
        self.place = place


class Section(dict[str, "Value"]):
    """A mapping in file order; its keys are Text, so each knows its own line."""

    def __init__(self, entries: dict[str, "Value"], place: Place) -> None:
        super().__init__(entries)
        self.place = place
        self._places = {str(key): key.place for key in entries if isinstance(key, Text)}

    def place_of(self, key: str) -> Place:
        """Where `key` stands; where the section begins when it has no such key."""
        return self._places.get(key, self.place)


Value = Text | Items | Section | None
Found = TypeVar("Found")
Read = TypeVar("Read")


def load(path: Path, *, max_bytes: int = 262_144) -> Section:
    """The mapping in the file `path`; anything strange is a UserError with its line."""
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise _refused(
            reason, remedy="Check the file's name and its permissions", place=Place(str(path))
        ) from None
    if len(content) > max_bytes:
        raise _refused(
            f"larger than {max_bytes} bytes", remedy="Split the file", place=Place(str(path))
        )
    try:
        return loads(content.decode("utf-8-sig"), file=str(path))
    except UnicodeDecodeError as error:
        place = Place(str(path), line=content[: error.start].count(b"\n") + 1)
        raise _refused("not UTF-8 text", remedy="Save the file as UTF-8", place=place) from None


def loads(text: str, *, file: str) -> Section:
    """The mapping that `text` holds; `file` is the name that its places carry."""
    try:
        return _document(yaml.parse(text, Loader=yaml.CBaseLoader), file)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        remedy = "Correct the indentation, quotes or brackets here"
        raise _refused(f"not YAML: {reason}", remedy=remedy, place=Place(file, line=line)) from None


def _document(events: Iterator[Any], file: str) -> Section:
    found: Value = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(
                    "a second document",
                    remedy="Put it into a file of its own",
                    place=_at(event, file),
                )
            found = _value(next(events), events, file=file, depth=1)
    if not isinstance(found, Section):
        raise _refused(
            "not a mapping",
            remedy="Begin with lines of the form `key: value`",
            place=Place(file, line=1),
        )
    return found


def _value(event: Any, events: Iterator[Any], *, file: str, depth: int) -> Value:
    place = _at(event, file)
    _refuse_surprises(event, place)
    if depth > MAX_DEPTH:
        raise _refused(
            f"nested deeper than {MAX_DEPTH} levels", remedy="Write it flatter", place=place
        )
    if isinstance(event, yaml.MappingStartEvent):
        return Section(_entries(events, file=file, depth=depth), place)
    if isinstance(event, yaml.SequenceStartEvent):
        values = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            values.append(_value(inner, events, file=file, depth=depth + 1))
        return Items(values, place)
    return None if _is_nothing(event) else Text(event.value, place)


def _entries(events: Iterator[Any], *, file: str, depth: int) -> dict[str, Value]:
    entries: dict[str, Value] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, file=file, depth=depth + 1)
        if not isinstance(key, Text):
            raise _refused(
                "a key that is not text",
                remedy="Write a plain name before the colon",
                place=_at(event, file),
            )
        if key in entries:
            raise _refused(f"`{key}` is given twice", remedy="Keep one of the two", place=key.place)
        entries[key] = _value(next(events), events, file=file, depth=depth + 1)
    return entries


def _refuse_surprises(event: Any, place: Place) -> None:
    if event.anchor is not None:
        raise _refused(
            "an anchor or alias (& or *)",
            remedy="Write the value out, or put it in quotes",
            place=place,
        )
    if event.tag is not None:
        raise _refused(
            f"a tag ({event.tag})", remedy="Leave it out, or put the value in quotes", place=place
        )


def _is_nothing(event: Any) -> bool:
    plain: bool = event.implicit[0]
    return plain and event.value in NOTHING


def _at(event: Any, file: str) -> Place:
    return Place(file, line=event.start_mark.line + 1)


def _refused(problem: str, *, remedy: str, place: Place) -> UserError:
    return UserError(problem, remedy=remedy, place=place)


def only(inside: Section, allowed: Collection[str]) -> None:
    """Refuse any key of `inside` that is not among `allowed`."""
    for key in inside:
        if key not in allowed:
            remedy = suggestion(key, allowed) or f"Use one of: {', '.join(allowed)}"
            raise _refused(f"unknown key `{key}`", remedy=remedy, place=inside.place_of(key))


def suggestion(word: str, known: Collection[str]) -> str | None:
    """ "Did you mean `…`?" when one of the `known` words is close to `word`."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean `{close[0]}`?" if close else None


def optional_text(inside: Section, key: str) -> Text | None:
    """The text under `key`; None when it is absent or empty."""
    found = inside.get(key)
    if found is None or isinstance(found, Text):
        return found
    raise _refused(
        f"`{key}` must be one text",
        remedy="Write a single value after the colon",
        place=inside.place_of(key),
    )


def text(inside: Section, key: str) -> Text:
    """The text under `key`, which must be there."""
    found = optional_text(inside, key)
    return _present(found, inside, key=key)


def optional_section(inside: Section, key: str) -> Section | None:
    """The mapping under `key`; None when it is absent or empty."""
    found = inside.get(key)
    if found is None or isinstance(found, Section):
        return found
    raise _refused(
        f"`{key}` must be a mapping",
        remedy="Write `name: value` lines under it",
        place=inside.place_of(key),
    )


def section(inside: Section, key: str) -> Section:
    """The mapping under `key`, which must be there."""
    return _present(optional_section(inside, key), inside, key=key)


def texts(inside: Section, key: str) -> tuple[Text, ...]:
    """The list of texts under `key`; empty when it is absent or empty."""
    found = inside.get(key)
    if found is None:
        return ()
    plain = [item for item in found if isinstance(item, Text)] if isinstance(found, Items) else []
    if not isinstance(found, Items) or len(plain) < len(found):
        raise _refused(
            f"`{key}` must be a list of texts",
            remedy="Write it as [one, two]",
            place=inside.place_of(key),
        )
    return tuple(plain)


def number(inside: Section, key: str) -> Decimal:
    """The exact decimal number under `key`."""
    found = text(inside, key)
    if NUMBER.fullmatch(found) is None:
        raise _refused(
            f"`{found}` is not a number",
            remedy="Write digits with at most one point, as 68.5",
            place=found.place,
        )
    return Decimal(found)


def integer(inside: Section, key: str) -> int:
    """The whole number under `key`."""
    found = number(inside, key)
    if found != found.to_integral_value():
        raise _refused(
            f"`{found}` is not a whole number",
            remedy="Leave out the fraction",
            place=inside.place_of(key),
        )
    return int(found)


def day(inside: Section, key: str) -> date:
    """The date under `key`, written 2018-01-31."""
    return as_day(text(inside, key))


def as_day(found: Text) -> date:
    """The date that `found` writes as 2018-01-31."""
    try:
        if DAY.fullmatch(found):
            return date.fromisoformat(found)
    except ValueError:
        pass
    raise _refused(
        f"`{found}` is not a date", remedy="Write year-month-day, as 2018-01-31", place=found.place
    )


def dated(inside: Section, value: Callable[[str], Read]) -> tuple[tuple[date, Read | None], ...]:
    """Values by the day from which each holds, earliest first; None where none is written."""
    found = [
        (as_day(Text(key, inside.place_of(key))), None if inside[key] is None else value(key))
        for key in inside
    ]
    return tuple(sorted(found, key=lambda entry: entry[0]))


def boolean(inside: Section, key: str) -> bool:
    """The answer under `key`: the word true or the word false."""
    found = text(inside, key)
    if found not in ("true", "false"):
        raise _refused(
            f"`{found}` is neither true nor false", remedy="Write true or false", place=found.place
        )
    return found == "true"


def _present(found: Found | None, inside: Section, *, key: str) -> Found:
    if found is None:
        raise _refused(
            f"`{key}` is missing", remedy=f"Add `{key}:` here", place=inside.place_of(key)
        )
    return found
