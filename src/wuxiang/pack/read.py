"""Read a whole pack: every file guarded, every name known, one order for all."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.facts import Fact, Query, read_fact, read_query
from wuxiang.facts.guard import guarded
from wuxiang.folder import hashes_of
from wuxiang.intake.layouts import Layout, read_layouts
from wuxiang.pack.county import County, read_county
from wuxiang.pack.graph import in_order
from wuxiang.pack.paying import check_paying
from wuxiang.pack.quality import Rule, read_rule
from wuxiang.policy import Policy, read_policy
from wuxiang.policy.model import Parameter, Words
from wuxiang.schema import TABLES
from wuxiang.strict_yaml import suggestion

MOMENT = "moment"
FUNNEL = "funnel"
ENTITLEMENT = "entitlement"
OPEN_ROWS = "open_rows"
RUN_TABLES = frozenset(
    f"{OPEN_ROWS} "
    f"{MOMENT} {FUNNEL} decisions figure hashed terms programmes parameters exclusions suppliers "
    "computed once excludes excluded in_group perhaps_first stacked goes_first ranked allowed "
    "capped after_cap budgets budgeted after_budget taken due "
    "paid delivered expected told_of lined_up laid_on numbered unexpected lacking meant "
    f"asked_about paid_behind in_doubt both_ways {ENTITLEMENT} stray_payment gap flaw helper_of "
    "task_found task_before task_since silent due_days task unknown asked gathered question".split()
)
"""Names of the run's own tables, which no fact or policy may take."""
INDICATOR_KEYS = frozenset(
    {"indicator", "commitment", "zh", "en", "unit", "target", "meaning", "source"}
)
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
MAX_FILES = 2_000


@dataclass(frozen=True)
class Indicator:
    """One figure: a SELECT of one value, with unit, target and meaning (口径)."""

    name: str
    commitment: str
    title: Words
    unit: str
    target: str
    meaning: str
    query: Query = field(compare=False, repr=False)
    place: Place
    source: str = ""
    """Where the figure, or what it is about, is published."""


@dataclass(frozen=True, eq=False)
class Pack:
    """A county pack; `order` lists facts and policies, each after all that it reads."""

    folder: Path
    content_hash: str
    """See content_hash_of."""
    county: County
    facts: Mapping[str, Fact]
    policies: Mapping[str, Policy]
    indicators: Mapping[str, Indicator]
    rules: Mapping[str, Rule]
    layouts: Mapping[str, Layout]
    order: tuple[str, ...]

    def policy(self, name: str, *, place: Place | None = None) -> Policy:
        """The policy `name`; UserError with the nearest name if there is none."""
        if name not in self.policies:
            remedy = (
                suggestion(name, list(self.policies)) or f"see: wuxiang policy show {self.folder}"
            )
            raise UserError(f"the pack has no policy `{name}`", remedy=remedy, place=place)
        return self.policies[name]

    def parameter(self, named: str, *, place: Place | None = None) -> tuple[Policy, Parameter]:
        """The parameter `named` as policy.parameter, and its policy; UserError if there is none."""
        name, _, wanted = named.partition(".")
        policy = self.policy(name, place=place)
        known = {one.name: one for one in policy.parameters}
        if wanted not in known:
            listed = ", ".join(f"{name}.{one}" for one in known) or "it has none"
            raise UserError(
                f"policy `{name}` has no parameter `{wanted}`",
                remedy=suggestion(wanted, list(known)) or f"its parameters: {listed}",
                place=place,
            )
        return policy, known[wanted]

    def reads(self, name: str) -> tuple[str, ...]:
        """What the fact or policy `name` reads directly."""
        if name in self.facts:
            return self.facts[name].reads
        return (self.policies[name].for_each,) if name in self.policies else ()

    def with_all_they_read(self, names: Iterable[str]) -> set[str]:
        """These facts and policies with everything that they rest on, tables included."""
        wanted = set(names)
        for name in reversed(self.order):
            if name in wanted:
                wanted.update(self.reads(name))
        return wanted

    def output_of(self, name: str) -> str:
        """Under which name a run writes the fact or policy `name` (see Recorder.write)."""
        return f"facts/{name}" if name in self.facts else f"decisions/{name}"

    def key_of(self, name: str) -> tuple[str, ...]:
        """The unique key of the table, fact or policy `name`."""
        if name in self.policies:
            return ("subject",)
        return self.facts[name].grain if name in self.facts else TABLES[name].key

    def supplier(self, name: str, column: str) -> str | None:
        """The office whose list tells `column` of the table, fact or policy `name`.

        It is looked for by name, in what `name` reads, nearest first. None where no office says
        that the list is its own, or two do: then the household's helper is asked.
        """
        level: Collection[str] = [name]
        while level:
            told = {office for one in level for office in self._told(one, column)}
            if told:
                return told.pop() if len(told) == 1 else None
            level = {read for one in level for read in self.reads(one)}
        return None

    def _told(self, name: str, column: str) -> set[str | None]:
        """Whose lists tell the column; empty where it does not stand in a list under that name."""
        told_by = self.facts[name].known_from.get(column) if name in self.facts else None
        table, whole = (told_by, True) if told_by else (name, False)
        return {
            office
            for office, targets in self._lists.get(table, ())
            if whole or f"{table}.{column}" in targets
        }

    @cached_property
    def _lists(self) -> Mapping[str, Sequence[tuple[str | None, frozenset[str]]]]:
        """Whose lists have rows of a table, each with what its headings go to."""
        lists: dict[str, list[tuple[str | None, frozenset[str]]]] = {}
        for layout in self.layouts.values():
            targets = (target.name for heading in layout.headings for target in heading.targets)
            lists.setdefault(layout.row_is, []).append((layout.office, frozenset(targets)))
        return lists

    def looks_at_areas(self, name: str) -> bool:
        """Whether `name` needs more than one household's rows (or is about places)."""
        if name in self.facts:
            return self.facts[name].scope == "area"
        if name in self.policies:
            return self.looks_at_areas(self.policies[name].for_each)
        columns = {column.name for column in TABLES[name].columns}
        return not columns & {"household_id", "person_id"}


def content_hash_of(folder: Path) -> str:
    """SHA-256 over the names and contents of all files of a pack: its one true name."""
    listing = "\n".join(f"{name} {hash_}" for name, hash_ in hashes_of(folder).items())
    return hashlib.sha256(listing.encode()).hexdigest()


def read_pack(folder: Path) -> Pack:
    """The pack in `folder`; one that was read before, and says the same still, as it was read.

    Raises UserError, with file, line and remedy, for the first thing that is not understood: a
    file outside the allow-lists, a name used twice or by nobody defined, a circle.
    """
    if not (folder / "county.yaml").is_file():
        raise UserError(
            f"{folder} is no county pack: it has no county.yaml",
            remedy="name the folder of a pack, as counties/hequ",
        )
    _refuse_bulk(folder)
    if not any((folder / "policies").rglob("*.yaml")):
        raise UserError(
            f"{folder} has no policies",
            remedy="put at least one policy file below policies/",
            place=Place(str(folder)),
        )
    return _read(folder, content_hash_of(folder))


@lru_cache(maxsize=8)
def _read(folder: Path, content_hash: str) -> Pack:
    facts = [read_fact(path) for path in sorted((folder / "facts").glob("*.sql"))]
    policies = [read_policy(path) for path in sorted((folder / "policies").rglob("*.yaml"))]
    indicators = [_indicator(path) for path in sorted((folder / "indicators").glob("*.sql"))]
    rules = [read_rule(path) for path in sorted((folder / "quality").glob("*.sql"))]
    for rule in rules:
        _refuse_odd(rule.name, rule.place)
    named = _by_name([*((f.name, f.place) for f in facts), *((p.name, p.place) for p in policies)])
    reads = {fact.name: fact.reads for fact in facts}
    reads |= {policy.name: (policy.for_each,) for policy in policies}
    pack = Pack(
        folder=folder,
        content_hash=content_hash,
        county=read_county(folder / "county.yaml"),
        facts={fact.name: fact for fact in facts},
        policies={policy.name: policy for policy in policies},
        indicators={indicator.name: indicator for indicator in indicators},
        rules={rule.name: rule for rule in rules},
        layouts={layout.name: layout for layout in _layouts(folder)},
        order=in_order(reads, frozenset([*TABLES, MOMENT]), named),
    )
    _check_what_is_read(pack)
    check_paying(pack.county, pack.policies)
    _check_offices(pack)
    _check_targeting(pack)
    _check_suppliers(pack)
    _check_notices(pack)
    for work, place in pack.county.casework.works.items():
        pack.policy(work, place=place)
    if draw := pack.county.casework.draw:
        for parameter in (draw.per_cent, draw.base):
            pack.parameter(parameter, place=draw.place)
    return pack


def _layouts(folder: Path) -> tuple[Layout, ...]:
    return read_layouts(folder) if (folder / "layouts").is_dir() else ()


def _refuse_bulk(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if not path.is_dir()]
    if len(files) > MAX_FILES or any(path.is_symlink() for path in folder.rglob("*")):
        raise UserError(
            f"{folder} has more than {MAX_FILES} files, or links to elsewhere",
            remedy="a pack is a small folder of plain files",
        )


def _by_name(named: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for name, place in named:
        _refuse_odd(name, place)
        if name in places or name in TABLES or name in RUN_TABLES:
            raise UserError(
                f"the name `{name}` is taken already", remedy="choose another", place=place
            )
        places[name] = place
    return places


def _refuse_odd(name: str, place: Place) -> None:
    """Names stand in the run's own SQL, so none may be more than a name."""
    if NAME.fullmatch(name) is None:
        raise UserError(
            f"`{name}` is not a name",
            remedy="use small letters, digits and _, beginning with a letter",
            place=place,
        )


def _refuse_silent(header: Mapping[str, str], keys: Iterable[str], place: Place) -> None:
    for key in keys:
        if not header.get(key):
            raise UserError(
                f"the header says nothing of `{key}`", remedy=f"add `-- {key}: …`", place=place
            )


def _indicator(path: Path) -> Indicator:
    header, sql = read_query(path, INDICATOR_KEYS)
    place = Place(str(path), line=1)
    said = ("indicator", "commitment", "zh", "en", "unit", "meaning")
    _refuse_silent(header, said, place)
    _refuse_odd(header["indicator"], place)
    return Indicator(
        name=header["indicator"],
        commitment=header["commitment"],
        title=Words(header["zh"], header["en"]),
        unit=header["unit"],
        target=header.get("target", ""),
        meaning=header["meaning"],
        query=guarded(sql, path),
        place=place,
        source=header.get("source", ""),
    )


def _check_what_is_read(pack: Pack) -> None:
    """Indicators and rules read what there is; what is counted or settled, indicators alone."""
    known = frozenset([*TABLES, *pack.facts, *pack.policies, MOMENT])
    readers: list[Indicator | Rule] = [*pack.indicators.values(), *pack.rules.values()]
    for reader in readers:
        later = {FUNNEL, ENTITLEMENT} if isinstance(reader, Indicator) else set()
        for name in reader.query.reads:
            if name not in known | later:
                raise UserError(
                    f"`{reader.name}` reads `{name}`, which nobody defines",
                    remedy="name a table, fact or policy of the pack",
                    place=reader.place,
                )


def _check_offices(pack: Pack) -> None:
    """A task or question must find its office: the names have to stand in county.yaml."""
    offices = pack.county.offices
    named = [
        (office, policy.place_of("responsible"))
        for policy in pack.policies.values()
        for office in (policy.responsible.lead, policy.responsible.office)
    ]
    files = (
        (one.office, pack.folder / "layouts" / f"{one.name}.yaml") for one in pack.layouts.values()
    )
    named += [(office, Place(str(file))) for office, file in files if office is not None]
    for office, place in named:
        if office not in offices:
            raise UserError(
                f"county.yaml has no office `{office}`",
                remedy=suggestion(office, offices) or "add it under `offices`",
                place=place,
            )


def _check_suppliers(pack: Pack) -> None:
    """What a fact calls known from a list is a table of the vocabulary."""
    for fact in pack.facts.values():
        for table in fact.known_from.values():
            if table not in TABLES:
                raise UserError(
                    f"fact `{fact.name}` is known from `{table}`, which is no table",
                    remedy=suggestion(table, TABLES) or "see docs/reference/data-dictionary.md",
                    place=fact.place,
                )


def _check_notices(pack: Pack) -> None:
    """What county.yaml puts before the villagers must be there, and decide a status."""
    said = pack.county.notices
    if said.days:
        pack.parameter(said.days, place=said.place)
    for name in said.proposals:
        if pack.policy(name, place=said.place).decides != "status":
            raise UserError(
                f"county.yaml: policy `{name}` proposes no status to post up",
                remedy="notices.proposals names policies with `status`",
                place=said.place,
            )


def _check_targeting(pack: Pack) -> None:
    """What county.yaml says of targeting must be there, and decide what it is named for."""
    aim = pack.county.targeting
    if aim is None:
        return
    for fact in filter(None, (aim.households, aim.incomes)):
        if fact not in pack.facts:
            raise UserError(
                f"county.yaml: targeting names a fact `{fact}`, which nobody defines",
                remedy=suggestion(fact, list(pack.facts)) or "name a fact of the pack",
                place=aim.place,
            )
    for line in filter(None, (aim.poverty_line, aim.incidence_line, aim.monitoring_line)):
        pack.parameter(line, place=aim.place)
    deciding = {"status": aim.missed, "holds": (*aim.wrongly_in, *aim.wrongly_exited)}
    for decides, names in deciding.items():
        for name in names:
            if pack.policy(name, place=aim.place).decides != decides:
                raise UserError(
                    f"county.yaml: policy `{name}` does not decide `{decides}`",
                    remedy="missed names status policies, the other two such with `holds`",
                    place=aim.place,
                )
