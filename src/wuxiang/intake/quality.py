"""The data-quality rules of a pack: each is one SQL file, run over the tables of a snapshot.

A rule `quality/*.sql` opens with lines `-- rule:`, `-- zh:`, `-- en:`, `-- severity:` (error or
warning) and `-- remedy:`, followed by one SELECT of household_id, person_id (or NULL),
village_code and detail. The SELECT sees the snapshot's tables and, as `snapshot`, its as_of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wuxiang.engine import DuckEngine
from wuxiang.errors import Place, UserError
from wuxiang.schema import TABLES
from wuxiang.snapshot import read_manifest, table_file

HEADER = re.compile(r"-- ([a-z]+): (.+)")
KEYS = ("rule", "zh", "en", "severity", "remedy")
SEVERITIES = ("error", "warning")
COLUMNS = ("household_id", "person_id", "village_code", "detail")


@dataclass(frozen=True)
class QualityRule:
    """One rule, with its SELECT."""

    rule: str
    zh: str
    en: str
    severity: str
    remedy: str
    select: str


@dataclass(frozen=True)
class Flaw:
    """One row that a rule found; what the rule does not name is None."""

    rule: QualityRule
    household_id: str | None
    person_id: str | None
    village_code: str | None
    detail: str | None


def read_rules(pack: Path) -> tuple[QualityRule, ...]:
    """The rules of the pack, by name; UserError with the file when one is not as described."""
    return tuple(_read_rule(path) for path in sorted((pack / "quality").glob("*.sql")))


def _read_rule(path: Path) -> QualityRule:
    text = path.read_text("utf-8")
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (match := HEADER.fullmatch(lines[0])):
        header[match[1]] = match[2].strip()
        lines.pop(0)
    if tuple(header) != KEYS or header["severity"] not in SEVERITIES:
        raise UserError(
            "a rule's head is not complete",
            remedy=f"begin with lines `-- key: value` for {', '.join(KEYS)}, in this order",
            place=Place(str(path), line=len(header) + 1),
        )
    if header["rule"] != path.stem:
        raise UserError(
            "the rule has another name than its file",
            remedy=f"write `-- rule: {path.stem}`",
            place=Place(str(path), line=1),
        )
    return QualityRule(**header, select="\n".join(lines).strip().rstrip(";"))


def find_flaws(snapshot: Path, rules: Sequence[QualityRule]) -> list[Flaw]:
    """What the rules find in the snapshot, by rule, household and person."""
    day = read_manifest(snapshot).day
    with DuckEngine([snapshot]) as engine:
        for name in TABLES:
            engine.open_table(name, table_file(snapshot, name))
        engine.define("snapshot", f"SELECT DATE '{day}' AS as_of")
        return flaws_in(engine, rules)


def flaws_in(engine: DuckEngine, rules: Sequence[QualityRule]) -> list[Flaw]:
    """What the rules find in the tables that `engine` holds."""
    columns = ", ".join(COLUMNS)
    return [
        Flaw(rule, *(None if value is None else str(value) for value in row))
        for rule in rules
        for row in engine.rows(f"SELECT {columns} FROM ({rule.select}) ORDER BY ALL")
    ]


def counts(flaws: Sequence[Flaw]) -> Mapping[str, int]:
    """How many rows each rule found, for the rules that found any."""
    found: dict[str, int] = {}
    for flaw in flaws:
        found[flaw.rule.rule] = found.get(flaw.rule.rule, 0) + 1
    return found
