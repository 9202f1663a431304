"""What a county promised, by direction, and which policies and indicators of its pack keep it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wuxiang.pack.casework import words
from wuxiang.pack.read import Indicator, Pack
from wuxiang.policy import Policy, show_policy
from wuxiang.policy.model import Words
from wuxiang.schema import Language
from wuxiang.strict_yaml import load, only, section

FILE = "commitments.yaml"
STATES = {
    "policy": Words("有政策", "kept by policies"),
    "figure": Words("只有指标", "figure only"),
    "none": Words("尚无", "not yet"),
}
HEADS = {
    "title": Words("承诺、政策、指标", "Commitments, policies, indicators"),
    "figures": Words("指标", "Indicators"),
    "target": Words("目标", "target"),
    "general": Words("通用", "For all commitments"),
}


@dataclass(frozen=True)
class Kept:
    """One commitment (or a letter, for what serves a whole direction) with what keeps it."""

    name: str
    title: Words
    policies: tuple[Policy, ...]
    indicators: tuple[Indicator, ...]

    @property
    def state(self) -> Words:
        """Whether there are policies, only figures, or nothing yet."""
        state = "policy" if self.policies else "figure" if self.indicators else "none"
        return STATES[state]


def promises(pack: Pack) -> Mapping[str, tuple[Words, tuple[Kept, ...]]]:
    """Each direction by its letter: its title, and its commitments in the order of the file.

    What belongs to a letter alone comes last. A pack without the file has promised nothing.
    Raises UserError, with file and line, for a file of another form.
    """
    path = pack.folder / FILE
    return _read(path, pack) if path.is_file() else {}


def _read(path: Path, pack: Pack) -> Mapping[str, tuple[Words, tuple[Kept, ...]]]:
    top = load(path)
    only(top, ("directions", "commitments"))
    directions, commitments = section(top, "directions"), section(top, "commitments")
    named = {name: words(commitments, name) for name in commitments}
    return {
        letter: (
            words(directions, letter),
            (
                *(_kept(pack, name, said) for name, said in named.items() if name[0] == letter),
                *(one for one in [_kept(pack, letter, HEADS["general"])] if one.policies),
            ),
        )
        for letter in directions
    }


def _kept(pack: Pack, name: str, title: Words) -> Kept:
    rules = [one for one in pack.policies.values() if one.commitment == name]
    figures = [one for one in pack.indicators.values() if one.commitment == name]
    return Kept(
        name,
        title,
        tuple(sorted(rules, key=lambda one: one.name)),
        tuple(sorted(figures, key=lambda one: one.name)),
    )


def show_pack(pack: Pack, *, language: Language = "zh") -> str:
    """All of the pack as one Markdown page: direction, commitment, its indicators and policies."""
    return "\n\n".join(_blocks(pack, language)) + "\n"


def _blocks(pack: Pack, language: Language) -> Iterator[str]:
    yield f"# {pack.county.name.said(language)}：{HEADS['title'].said(language)}"
    shown: set[str] = set()
    for letter, (title, several) in promises(pack).items():
        yield f"## {letter} {title.said(language)}"
        for one in several:
            shown |= {policy.name for policy in one.policies}
            yield from _commitment(one, language)
    for policy in pack.policies.values():
        if policy.name not in shown:
            yield _policy(policy, language)


def _commitment(one: Kept, language: Language) -> Iterator[str]:
    yield f"### {one.name} {one.title.said(language)}（{one.state.said(language)}）"
    if one.indicators:
        lines = (_indicator(figure, language) for figure in one.indicators)
        yield f"{HEADS['figures'].said(language)}:\n\n" + "\n".join(lines)
    for policy in one.policies:
        yield _policy(policy, language)


def _indicator(one: Indicator, language: Language) -> str:
    goal = f", {HEADS['target'].said(language)} {one.target}" if one.target else ""
    return f"- {one.title.said(language)} ({one.unit}{goal}): {one.meaning}"


def _policy(policy: Policy, language: Language) -> str:
    """The policy's own page, three levels down."""
    lines = show_policy(policy, language=language).rstrip().split("\n")
    return "\n".join(f"###{line}" if line.startswith("#") else line for line in lines)
