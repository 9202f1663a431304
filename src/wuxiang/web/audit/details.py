"""How the detail of an entry is said: each key by its label, each code in words, lists joined.

Nothing is added to what the entry holds: households and people stay the keys that they are in it.
Of a name of sign-in, a place, a paper or a policy what it is called is said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from wuxiang.errors import UserError
from wuxiang.schema import TABLES
from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.audit.words import SUBJECTS
from wuxiang.web.casework.moves import STATES
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.fetch import SHELVES, run_now
from wuxiang.web.desk.posting import TITLES
from wuxiang.web.desk.words import label, said
from wuxiang.web.draws.models import RESULTS
from wuxiang.web.exports.models import KINDS
from wuxiang.web.journal.models import Entry
from wuxiang.web.language import joined, told
from wuxiang.web.registry.fetch import place_names

Detail = Mapping[str, Any]
PLACES = ("place", "above", "area")
"""Keys whose value is the code of a place."""


@dataclass(frozen=True)
class Called:
    """What people, places, papers and policies are called, by name of sign-in, code or key."""

    people: Mapping[str, str]
    places: Mapping[str, str]
    papers: Mapping[str, str]
    policies: Mapping[str, str]


Say = Callable[[Any, Detail, Called], str]
"""How a value is said; beside it stand the whole detail, and what things are called."""


def called(entries: Sequence[Entry], people: Mapping[str, str]) -> Called:
    """What the things are called that these entries speak of."""
    details = [part for one in entries for part in (one.detail, one.detail.get("asked") or {})]
    areas = {str(part[name]) for part in details for name in PLACES if part.get(name)}
    areas |= {one.subject for one in entries if one.subject.isdecimal()}
    asks_the_pack = any(part.get("document") or part.get("policy") for part in details)
    asks_the_pack |= any(one.act.startswith("task.") for one in entries)
    papers, policies = _of_the_pack() if asks_the_pack else ({}, {})
    return Called(people, place_names(areas), papers, policies)


def _of_the_pack() -> tuple[dict[str, str], dict[str, str]]:
    """What the papers and the policies of the run that is worked from are called, by name."""
    run = run_now()
    if run is None:
        return {}, {}
    try:
        papers = asking.templates(run.folder).items()
        return {name: told(one.title) for name, one in papers}, asking.titles(run.folder)
    except UserError:
        return {}, {}


def subject_in_words(subject: str, names: Called) -> str:
    """What an entry is about: what is numbered, a task by its policy, a place; else its key."""
    kind, _slash, rest = subject.partition("/")
    if kind in SUBJECTS and rest:
        return f"{SUBJECTS[kind]} {rest}"
    if kind in names.policies:
        return f"{names.policies[kind]} {rest}"
    return names.places.get(subject, subject)


def detail_in_words(entry: Entry, names: Called) -> list[tuple[str, str]]:
    """Each key that says something: its label, and its value in words."""
    return _lines(entry.detail, names)


def _lines(detail: Detail, names: Called) -> list[tuple[str, str]]:
    lines = []
    for key, value in _in_order(detail, KEYS):
        if key == "asked":
            lines += _lines(value, names)
        elif value not in (None, "", [], {}):
            lines.append((label_of(key), _say(key)(value, detail, names)))
    return lines


def _in_order(values: Detail, known: Iterable[str]) -> list[tuple[str, Any]]:
    """What is held, by name, in the order in which the names are known: a database keeps none."""
    places = {name: place for place, name in enumerate(known)}
    return sorted(values.items(), key=lambda one: (places.get(one[0], len(places)), one[0]))


def label_of(key: str) -> str:
    """What a key is called; a table by its name, a key of a later version by its own."""
    if key in KEYS:
        return str(KEYS[key][0])
    return label(TABLES[key]) if key in TABLES else key


def _say(key: str) -> Say:
    return KEYS[key][1] if key in KEYS else _plain


def _plain(value: Any, _detail: Detail, _names: Called) -> str:
    return joined(value) if isinstance(value, list) else str(value)


def _from(words: Mapping[Any, object]) -> Say:
    """A code, or a list of codes, by what `words` calls it."""

    def say(value: Any, _detail: Detail, _names: Called) -> str:
        found = value if isinstance(value, list) else [value]
        return joined(words.get(one, one) for one in found)

    return say


def _person(value: Any, _detail: Detail, names: Called) -> str:
    return names.people.get(value, value)


def _place(value: Any, _detail: Detail, names: Called) -> str:
    return names.places.get(value, value)


def _paper(value: Any, _detail: Detail, names: Called) -> str:
    return names.papers.get(value, value)


def _policy(value: Any, _detail: Detail, names: Called) -> str:
    return names.policies.get(value, value)


def _moment(value: Any, _detail: Detail, _names: Called) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"


def _role(value: Any, _detail: Detail, _names: Called) -> str:
    return str(ROLES[value].label) if value in ROLES else str(value)


def _status(value: Any, _detail: Detail, _names: Called) -> str:
    return said("household_status", "status", value)


def _secrets(value: Any, _detail: Detail, names: Called) -> str:
    colon = _("：")
    return joined(
        f"{names.people.get(by, by)}{colon}{secret}" for by, secret in sorted(value.items())
    )


def _rows(value: Any, _detail: Detail, _names: Called) -> str:
    """How many rows: a number, or one for each table."""
    if not isinstance(value, Mapping):
        return str(value)
    return joined(f"{label_of(table)} {number}" for table, number in _in_order(value, TABLES))


def _columns(value: Any, detail: Detail, _names: Called) -> str:
    """The columns of the tables that the entry names; where it names none, those of a person."""
    named = detail.get("rows")
    tables = [name for name in named if name in TABLES] if isinstance(named, Mapping) else []
    labels = {
        column.name: label(column)
        for name in reversed(tables or ["person"])
        for column in TABLES[name].columns
    }
    return joined(labels.get(name, name) for name in value)


def _of_user(value: Any, _detail: Detail, _names: Called) -> str:
    labels = {one.name: one.verbose_name for one in User._meta.fields}
    return joined(labels.get(name, name) for name in value)


JOINED = {"join": _l("合并登记了两次的同一人")}


def _event(value: Any, _detail: Detail, _names: Called) -> str:
    return str(JOINED.get(value) or said("household_event", "kind", value))


HOLDS = {
    "payments": _l("有发放记录"),
    "tasks": _l("有认定任务"),
    "registered": _l("在册"),
    "helping": _l("在帮"),
}
"""What stood against erasing somebody."""
BASES = {"helpers": _l("帮扶责任人"), "households": _l("农户")}
BOOKS = {"全县": _l("全县"), "乡镇": _l("乡镇"), "帮扶责任人": _l("帮扶责任人")}
KEYS: Mapping[str, tuple[object, Say]] = {
    "above": (_l("区划"), _place),
    "answers": (_l("答复"), _plain),
    "area": (_l("区划"), _place),
    "as_of": (_l("截至"), _plain),
    "assigned_to": (_l("交办给"), _person),
    "base": (_l("从谁里抽"), _from(BASES)),
    "batch": (_l("批次"), _plain),
    "bound": (_l("口令的指纹"), _plain),
    "changed": (_l("改了"), _of_user),
    "columns": (_l("项目"), _columns),
    "document": (_l("表册"), _paper),
    "draft": (_l("草稿编号"), _plain),
    "draw": (_l("抽查日"), _plain),
    "drawn": (_l("抽中"), _plain),
    "drawn_sm3": (_l("抽中名单的指纹"), _plain),
    "entitlement": (_l("应享与已享"), _plain),
    "erased_again": (_l("再次销毁密钥的人数"), _plain),
    "event": (_l("变更"), _event),
    "fields": (_l("看了"), _columns),
    "files": (_l("文件数"), _plain),
    "first_day": (_l("公示第一天"), _plain),
    "for": (_l("谁去走访的"), _person),
    "from": (_l("原状态"), _from(STATES)),
    "ground": (_l("依据"), _plain),
    "held": (_l("当时的保留理由"), _from(HOLDS)),
    "hold_lifted": (_l("谁确认可以解除"), _plain),
    "households": (_l("户数"), _plain),
    "keys": (_l("参加抽取"), _plain),
    "keys_sm3": (_l("参加名单的指纹"), _plain),
    "kind": (_l("表"), _from(KINDS)),
    "known_at": (_l("按此时掌握的资料"), _moment),
    "last_day": (_l("公示最后一天"), _plain),
    "list": (_l("名单"), _from(TITLES)),
    "office": (_l("部门"), _plain),
    "old": (_l("旧密钥"), _plain),
    "per_cent": (_l("抽取比例（%）"), _plain),
    "photo": (_l("照片编号"), _plain),
    "place": (_l("区划"), _place),
    "policy": (_l("政策"), _policy),
    "question": (_l("要问的事"), _plain),
    "rank": (_l("抽中顺序"), _plain),
    "recheck": (_l("需重新核对的户"), _plain),
    "remarks_of": (_l("问题表"), _from(BOOKS)),
    "result": (_l("结果"), _from(RESULTS)),
    "role": (_l("角色"), _role),
    "rows": (_l("条数"), _rows),
    "secrets": (_l("公开的口令"), _secrets),
    "seed": (_l("抽取的种子"), _plain),
    "sha256": (_l("指纹"), _plain),
    "shelf": (_l("任务分类"), _from(SHELVES)),
    "status": (_l("户状态"), _status),
    "task": (_l("任务"), _plain),
    "tasks": (_l("任务数"), _plain),
    "to": (_l("新状态"), _from(STATES)),
}
"""Every key that an entry may hold: its label, and how its value is said."""
