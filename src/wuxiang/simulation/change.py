"""A pack with other parameters or policies, made beside the one it comes from."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from wuxiang.errors import UserError
from wuxiang.pack import Pack, read_pack
from wuxiang.policy.model import Parameter
from wuxiang.strict_yaml import NUMBER

CHANGE = re.compile(r"(?P<named>[^=@]+)=(?P<value>[^=@]+)(@(?P<day>\d{4}-\d{2}-\d{2}))?")
NEW_POLICIES = "policies/simulated"


@dataclass(frozen=True)
class Change:
    """The parameter `named` (policy.parameter) becomes `value`: from `start` on, or on all days."""

    named: str
    value: str
    start: date | None = None


def read_change(text: str) -> Change:
    """The change in `text`, as policy.parameter=value or policy.parameter=value@2019-01-01."""
    match = CHANGE.fullmatch(text.strip())
    if match is None:
        raise UserError(
            f"`{text}` is no change", remedy="write policy.parameter=value, or …=value@2019-01-01"
        )
    return Change(match["named"], match["value"], day_of(match["day"]) if match["day"] else None)


def day_of(text: str) -> date:
    """The day in `text`, as 2019-01-01; UserError if the calendar has none such."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"`{text}` is no day", remedy="write it as 2019-01-01") from error


def changed(
    pack: Pack, changes: Sequence[Change], policies: Sequence[Path] = ()
) -> tuple[Pack, frozenset[str]]:
    """The pack with these changes and these policy files, and the names of the policies changed.

    A file takes the place of the policy of its name, or is added. Raises UserError, with the
    nearest name, for a policy or parameter that the pack does not have.
    """
    made = _with_policies(pack, policies) if policies else pack
    names = {path.stem for path in policies}
    for change in changes:
        policy, parameter = made.parameter(change.named)
        other = _set(parameter, change)
        parameters = tuple(other if one is parameter else one for one in policy.parameters)
        own = {policy.name: replace(policy, parameters=parameters)}
        made = replace(made, policies={**made.policies, **own})
        names.add(policy.name)
    return made, frozenset(names)


def _with_policies(pack: Pack, files: Sequence[Path]) -> Pack:
    """The pack read anew from a copy that has these files: guarded like any pack."""
    with tempfile.TemporaryDirectory(prefix="wuxiang-") as temporary:
        copy = Path(temporary) / "pack"
        shutil.copytree(pack.folder, copy, symlinks=True)
        for file in files:
            if not file.is_file():
                raise UserError(f"there is no file {file}", remedy="name a policy file")
            there = next((copy / "policies").rglob(file.name), copy / NEW_POLICIES / file.name)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, there)
        return read_pack(copy)


def _set(parameter: Parameter, change: Change) -> Parameter:
    """The parameter with its new value; from its day on it replaces whatever was to follow."""
    value = value_of(parameter, change.value)
    first = min(day for day, _ in parameter.values)
    if change.start is None:
        return replace(parameter, values=((first, value),))
    kept = tuple((day, one) for day, one in parameter.values if day < change.start)
    return replace(parameter, values=(*kept, (change.start, value)))


def value_of(parameter: Parameter, text: str) -> Decimal | str:
    """`text` as a value of the parameter; UserError where it must be a number and is none."""
    if parameter.is_code:
        return text
    if NUMBER.fullmatch(text) is None:
        raise UserError(
            f"`{parameter.name}` cannot be `{text}`",
            remedy=f"give a number, in {parameter.unit}",
            place=parameter.place,
        )
    return Decimal(text)
