"""What a county settled about public notices 公示: what may be posted, in which words, how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wuxiang.errors import Place
from wuxiang.strict_yaml import Section, only, optional_section, optional_text, text

KEYS = ("proposals", "days", "complaints", "confirmed_by", "notes")


@dataclass(frozen=True)
class Notices:
    """What the pack says of notices; what it does not name is posted nowhere.

    `proposals` are the status policies whose proposals go before the villagers, with the words that
    they read: no cause, so that nobody learns of an illness. `days` names, as policy.parameter, for
    how many days a notice stands: working days where its unit is `working_day`. `complaints` is
    whom an objection goes to. "" where nobody said.
    """

    proposals: Mapping[str, str] = field(default_factory=dict)
    days: str = ""
    complaints: str = ""
    place: Place | None = None


def read_notices(inside: Section | None) -> Notices:
    """The section `notices` of county.yaml; UserError with file and line for what is odd in it."""
    if inside is None:
        return Notices()
    only(inside, KEYS)
    named = optional_section(inside, "proposals")
    return Notices(
        proposals={str(name): text(named, name) for name in named} if named else {},
        days=optional_text(inside, "days") or "",
        complaints=optional_text(inside, "complaints") or "",
        place=inside.place,
    )
