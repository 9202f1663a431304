"""Whose row is it: certificates and household numbers become tokens, place names become codes.

For each layout that was read there is a table `list_<layout>` (see `taking`), with `_source`. This
module adds `linked_<layout>`: the same rows with `_person`, `_household`, `_helper`,
`_other_household`, `_village`, `_natural_village` and `_refused`, the rule that bars the row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from wuxiang.engine import DuckEngine, each_abreast
from wuxiang.intake.layouts import Layout
from wuxiang.intake.places import NATURAL_JOIN, VILLAGE_JOIN, hold_places, level_of
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys, token

ID_NUMBERS = ("person.id_number", "head.id_number", "helper.id_number")
NATIONAL = ("household.national_number", "other_household.national_number")
BOOK = ("household.book_number", "other_household.book_number")
MANY = 1_000_000
"""puts lists that only look households up behind those that introduce them"""


@dataclass(frozen=True)
class Listed:
    """A layout that was read, and which of its targets its files had."""

    layout: Layout
    targets: frozenset[str]

    @property
    def table(self) -> str:
        """The table of its rows as read."""
        return f"list_{self.layout.name}"

    @property
    def linked(self) -> str:
        """The table of its rows as linked."""
        return f"linked_{self.layout.name}"

    def column(self, target: str, default: str = "NULL") -> str:
        """SQL of a target; `default` where the files did not have it."""
        return f'"{target}"' if target in self.targets else default


def link(engine: DuckEngine, lists: Sequence[Listed], *, keys: Keys, as_of: date) -> None:
    """Make `linked_<layout>` for each of `lists`, and the tables home, good_household, place."""
    _tokens(engine, lists, keys)
    _places(engine, lists, as_of)
    _book_numbers(engine, lists)
    by_layout = {listed.layout.name: listed for listed in lists}

    def place(own: DuckEngine, name: str) -> None:
        hold = own.keep if by_layout[name].layout.introduces else own.define
        hold(f"placed_{name}", _placed(by_layout[name], as_of))  # others are read once

    def link_one(own: DuckEngine, name: str) -> None:
        own.keep(by_layout[name].linked, _linked(by_layout[name]))

    each_abreast(engine, by_layout, place)
    engine.keep("good_household", _good_households(lists))
    engine.keep("home", _homes(lists))
    engine.keep("known_helper", _known_helpers(lists))
    each_abreast(engine, by_layout, link_one)


def _tokens(engine: DuckEngine, lists: Sequence[Listed], keys: Keys) -> None:
    for kind, targets in (("person", ID_NUMBERS), ("helper", ID_NUMBERS[2:])):
        numbers = _distinct(engine, lists, targets)
        tokens = [token(keys, kind, number) for number in numbers]
        columns = {"id_number": pa.array(numbers, pa.string()), kind: pa.array(tokens, pa.string())}
        engine.take(f"{kind}_token", pa.table(columns))
    nationals = _distinct(engine, lists, NATIONAL)
    books = [f"book:{book}" for book in _distinct(engine, lists, BOOK)]
    named = [*nationals, *books]
    engine.take(
        "household_token",
        pa.table(
            {
                "number": pa.array(named, pa.string()),
                "household": pa.array([token(keys, "household", n) for n in named], pa.string()),
            }
        ),
    )


def _distinct(engine: DuckEngine, lists: Sequence[Listed], targets: Iterable[str]) -> list[str]:
    parts = [
        f"SELECT {listed.column(target)} AS number FROM {listed.table}"
        for listed in lists
        for target in targets
        if target in listed.targets
    ]
    if not parts:
        return []
    union = " UNION ALL ".join(parts)
    rows = engine.rows(f"SELECT DISTINCT number FROM ({union}) WHERE number IS NOT NULL ORDER BY 1")
    return [str(row[0]) for row in rows]


def _places(engine: DuckEngine, lists: Sequence[Listed], as_of: date) -> None:
    selects = []
    for listed in lists:
        if listed.layout.row_is == "area":
            code = listed.column("area.area_code")
            level = f"coalesce({listed.column('area.level')}, {level_of(code)})"
            names = ("name", "parent_code", "valid_from", "valid_to")
            rest = ", ".join(listed.column(f"area.{name}") for name in names)
            selects.append(f"SELECT {code}, {level}, {rest} FROM {listed.table}")
    hold_places(engine, selects, as_of)


def _not_then(listed: Listed, codes: Sequence[str], as_of: date) -> str:
    """SQL: whether one of the row's own area codes was not in use on the row's day."""
    table = TABLES.get(listed.layout.row_is)
    happens = listed.column(f"{table.name}.{table.happens}") if table and table.happens else "NULL"
    day = f"coalesce({happens}, l._as_of, DATE '{as_of}')"
    tests = (
        f'EXISTS (FROM area_life a WHERE a.area_code = l."{name}" '
        f"AND (a.until <= {day} OR a.since > {day}))"
        for name in codes
    )
    return " OR ".join(tests) or "false"


def _book_numbers(engine: DuckEngine, lists: Sequence[Listed]) -> None:
    """The national number of a family book's household: as a row says, or through its head."""
    both = ["SELECT '' AS book, '' AS national, 0 AS distrust WHERE false"]
    heads = ["SELECT '' AS book, '' AS id_number WHERE false"]
    nationals = ["SELECT '' AS national, '' AS id_number WHERE false"]
    for listed in lists:
        book, national = listed.column(BOOK[0]), listed.column(NATIONAL[0])
        citizen = listed.column("person.id_number")
        where = f"FROM {listed.table} WHERE"
        distrust = listed.layout.priority + (0 if "household" in listed.layout.introduces else MANY)
        known = f"{book} IS NOT NULL AND {national} IS NOT NULL"
        both.append(f"SELECT {book}, {national}, {distrust} {where} {known}")
        is_head = f"{listed.column('person.relation')} = 'head'"
        heads.append(f"SELECT {book}, {citizen} {where} {is_head} AND {book} IS NOT NULL")
        nationals.append(f"SELECT {national}, {citizen} {where} {is_head}")
    engine.keep("book_says", " UNION ALL ".join(both))
    engine.keep("book_head", " UNION ".join(heads))
    engine.keep("national_head", " UNION ".join(nationals))
    engine.keep(
        "national_of_book",
        "SELECT book, national FROM (SELECT book, national, min(distrust) AS distrust, "
        "count(*) AS rows FROM book_says GROUP BY book, national) QUALIFY row_number() OVER "
        "(PARTITION BY book ORDER BY distrust, rows DESC, national) = 1 UNION ALL "
        "SELECT book, min(national) FROM book_head JOIN national_head USING (id_number) "
        "WHERE national IS NOT NULL AND book NOT IN (SELECT book FROM book_says) "
        "GROUP BY book HAVING count(DISTINCT national) = 1",
    )


def _placed(listed: Listed, as_of: date) -> str:
    """A row with its tokens, as far as its own cells say, and its place."""
    named, v = _if(listed, ("place.village", "place.township"), "v.area_code", join=VILLAGE_JOIN)
    village = f"coalesce({listed.column('household.village_code')}, {named})"
    natural, n = _if(listed, ("place.natural_village",), "n.area_code", join=NATURAL_JOIN)
    natural = f"coalesce({listed.column('household.natural_village_code')}, {natural})"
    own = [
        name for name in sorted(listed.targets) if name.endswith((".village_code", "place_code"))
    ]
    codes = ", ".join(f'substr("{name}", 1, 12)' for name in own) or "NULL"
    lookups = [
        _if(listed, (target,), f"{alias}.{kind}", join=_token_join(target, kind, alias))
        for target, kind, alias in (
            ("person.id_number", "person", "p"),
            ("head.id_number", "person", "h"),
            ("helper.id_number", "helper", "k"),
            ("helper.id_number", "person", "kp"),
        )
    ]
    households = [_household(listed, 0, "t"), _household(listed, 1, "ot")]
    (person, p), (head, h), (helper, k), (as_person, kp) = lookups
    (household, b, two), (other, o, _) = households
    return (
        f"SELECT l.*, {person} AS _own_person, {head} AS _head, {helper} AS _helper, "
        f"{as_person} AS _as_person, "
        f"{household} AS _own_household, {other} AS _other_household, ({two}) AS _two_numbers, "
        f"{named} AS _named_village, CAST({village} AS VARCHAR) AS _village, "
        f"CAST({natural} AS VARCHAR) AS _natural_village, "
        f"CAST(coalesce({village}, {codes}) AS VARCHAR) AS _whereabouts, "
        f"({_not_then(listed, own, as_of)}) AS _not_then "
        f"FROM {listed.table} l {p} {h} {k} {kp} {b} {o} {v} {n.replace('<village>', village)}"
    )


NOBODY = "CAST(NULL AS VARCHAR)"


def _if(listed: Listed, targets: tuple[str, ...], value: str, *, join: str = "") -> tuple[str, str]:
    """SQL of a looked-up value and its join; nobody, and no join, where a target is not there."""
    return (value, join) if listed.targets.issuperset(targets) else (NOBODY, "")


def _token_join(target: str, kind: str, alias: str) -> str:
    return f'LEFT JOIN {kind}_token {alias} ON {alias}.id_number = "{target}"'


def _household(listed: Listed, which: int, alias: str) -> tuple[str, str, str]:
    """SQL of the household's token, its joins, and whether its two numbers disagree."""
    book, national = listed.column(BOOK[which]), listed.column(NATIONAL[which])
    if (book, national) == ("NULL", "NULL"):
        return NOBODY, "", "false"
    says, join = "NULL", ""
    if book != "NULL":
        says = f"b{alias}.national"
        join = f"LEFT JOIN national_of_book b{alias} ON b{alias}.book = {book} "
    number = f"coalesce({national}, {says}, 'book:' || {book})"
    join += f"LEFT JOIN household_token {alias} ON {alias}.number = {number}"
    return f"{alias}.household", join, f"{national} <> {says}"


def _rank(listed: Listed) -> str:
    return f"{listed.layout.priority} AS _priority, _as_of, _order_source, _order_row"


RANK_ORDER = "_priority, _as_of DESC NULLS LAST, _order_source, _order_row"


def _good_households(lists: Sequence[Listed]) -> str:
    """Households that some list introduces and whose village is known."""
    parts = [
        f"SELECT _own_household AS household, _village AS village, {_rank(listed)} "
        f"FROM placed_{listed.layout.name} WHERE NOT _not_then"
        for listed in lists
        if "household" in listed.layout.introduces
    ]
    union = " UNION ALL ".join(parts) or (
        "SELECT '' AS household, '' AS village, 0 AS _priority, NULL::DATE AS _as_of, "
        "0 AS _order_source, 0 AS _order_row WHERE false"
    )
    return (
        f"SELECT household, arg_min(village, n) AS village FROM "
        f"(SELECT *, row_number() OVER (ORDER BY {RANK_ORDER}) AS n FROM ({union})) "
        f"WHERE household IS NOT NULL AND village IS NOT NULL GROUP BY household"
    )


def _homes(lists: Sequence[Listed]) -> str:
    """Each known person with the household of the list that is believed, his name and the list."""
    parts = [
        f"SELECT _own_person AS person, _own_household AS household, "
        f"{listed.column('person.name')} AS name, {_rank(listed)} FROM placed_{listed.layout.name}"
        for listed in lists
        if "person" in listed.layout.introduces
    ]
    union = " UNION ALL ".join(parts) or (
        "SELECT '' AS person, '' AS household, '' AS name, 0 AS _priority, NULL::DATE AS _as_of, "
        "0 AS _order_source, 0 AS _order_row WHERE false"
    )
    return (
        f"SELECT person, arg_min(household, n) AS household, arg_min(name, n) AS name FROM "
        f"(SELECT *, row_number() OVER (ORDER BY {RANK_ORDER}) AS n FROM ({union})) "
        f"WHERE person IS NOT NULL AND household IN (SELECT household FROM good_household) "
        f"GROUP BY person"
    )


def _known_helpers(lists: Sequence[Listed]) -> str:
    parts = [
        f"SELECT _helper AS helper, {listed.column('helper.name')} AS name, {_rank(listed)} "
        f"FROM placed_{listed.layout.name}"
        for listed in lists
        if "helper" in listed.layout.introduces
    ]
    union = " UNION ALL ".join(parts) or (
        "SELECT '' AS helper, '' AS name, 0 AS _priority, NULL::DATE AS _as_of, "
        "0 AS _order_source, 0 AS _order_row WHERE false"
    )
    return (
        f"SELECT helper, arg_min(name, n) AS name FROM "
        f"(SELECT *, row_number() OVER (ORDER BY {RANK_ORDER}) AS n FROM ({union})) "
        f"WHERE helper IS NOT NULL GROUP BY helper"
    )


def _linked(listed: Listed) -> str:
    introduces = listed.layout.introduces
    people = "LEFT JOIN home ph ON ph.person = l._own_person"
    heads = "LEFT JOIN home hh ON hh.person = l._head"
    home, p = _if(listed, ("person.id_number",), "ph.household", join=people)
    of_head, h = _if(listed, ("head.id_number",), "hh.household", join=heads)
    known_as, _ = _if(listed, ("person.id_number",), "ph.name")
    head_known_as, _ = _if(listed, ("head.id_number",), "hh.name")
    helpers = "LEFT JOIN known_helper kh ON kh.helper = l._helper"
    helper_known_as, k = _if(listed, ("helper.id_number",), "kh.name", join=helpers)
    household = f"coalesce(l._own_household, {of_head}, {home})"
    if "person" in introduces:
        household = "l._own_household"
    inner = (
        f"SELECT l.*, l._own_person AS _person, {household} AS _household, "
        f"{known_as} AS _name_known, {head_known_as} AS _head_known, "
        f"{of_head} <> l._own_household AS _head_elsewhere, "
        f"{helper_known_as} AS _helper_known, {home} IS NOT NULL AS _person_known, "
        f"{'kh.helper' if k else 'NULL'} IS NOT NULL AS _helper_is_known "
        f"FROM placed_{listed.layout.name} l {p} {h} {k}"
    )
    return (
        f"SELECT i.*, coalesce(i._whereabouts, g.village) AS _at, "
        f"({_barred(listed)}) AS _refused "
        f"FROM ({inner}) i LEFT JOIN good_household g ON g.household = i._household"
    )


def _barred(listed: Listed) -> str:
    """SQL: the rule that refuses the row; NULL when it may be taken."""
    cases = [("_not_then", "village_not_then")]
    layout = listed.layout
    if "household" in layout.introduces:
        cases += [("_household IS NULL", "no_household"), ("g.household IS NULL", "no_village")]
    elif "person" in layout.introduces or _needs(layout, "household_id", required=True):
        cases += [("_household IS NULL", "no_household")]
        cases += [("g.household IS NULL", "unknown_household")]
    if "person" in layout.introduces:
        name = listed.column("person.name")
        namesake = f"(SELECT 1 FROM home n WHERE n.household = _household AND n.name = {name})"
        cases += [(f"_person IS NULL AND NOT EXISTS {namesake}", "member_unknown")]
        cases += [("_person IS NULL", "no_person")]
    elif "person.id_number" in listed.targets and _needs(layout, "person_id", required=False):
        cases += [("_person IS NOT NULL AND NOT _person_known", "unknown_person")]
    if _needs(layout, "person_id", required=True) and "person" not in layout.introduces:
        cases += [("_person IS NULL", "no_person")]
    if _needs(layout, "person_id", required=False):
        no_event = f"{listed.column('benefit_paid.event_id')} IS NULL"  # it, too, says for whom
        cases += [(f"_person IS NULL AND _household IS NULL AND {no_event}", "no_person")]
    if "helper" in layout.introduces or _needs(layout, "helper_id", required=True):
        cases += [("_helper IS NULL", "no_helper"), ("NOT _helper_is_known", "unknown_helper")]
    return "CASE " + " ".join(f"WHEN {test} THEN '{rule}'" for test, rule in cases) + " END"


def _needs(layout: Layout, column: str, *, required: bool) -> bool:
    """Whether a table that the layout feeds has `column` (and must have it, if `required`)."""
    return any(
        found.name == column and (found.required or not required)
        for name in layout.tables
        for found in TABLES[name].columns
    )
