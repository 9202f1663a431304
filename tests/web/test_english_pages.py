"""Whoever reads English finds no Chinese on any page, but for names and the words of the law.

What may stay is told by the register, the lists and the pack, never by a list of what pages say.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.web.conftest import enter, photo, somebody
from tests.web.test_correcting import address, send
from tests.web.test_draws import DAY, FIRST, SECOND, bind, tell
from tests.web.test_events import done
from tests.web.test_exports import cells
from tests.web.test_imports import lists, upload
from tests.web.test_jobs import work_off
from tests.web.test_walls import ARGUMENTS, PAGES, POSTED
from wuxiang.intake.report import FOLDER
from wuxiang.pack import Pack, read_pack
from wuxiang.record import PACK
from wuxiang.schema import TABLES
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities
from wuxiang.web.accounts.models import LANGUAGES, User
from wuxiang.web.accounts.roles import ROLES
from wuxiang.web.casework.models import Photo
from wuxiang.web.decisions.fetch import SHELVES, questions_at_doors
from wuxiang.web.decisions.models import Adopted, Question, Task
from wuxiang.web.draws.models import Check
from wuxiang.web.exports.models import Export
from wuxiang.web.imports.fetch import workbooks
from wuxiang.web.imports.models import Import
from wuxiang.web.jobs.models import Job
from wuxiang.web.registry.models import MODELS
from wuxiang.web.registry.secrecy import masked
from wuxiang.web.registry.taking import known
from wuxiang.web.runs import working
from wuxiang.web.runs.models import Computed

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
"""Chinese characters, and the marks that stand between them."""
NOTE = "seen and written down"
NAME = "甲某"
BEFORE = 40
"""So much of a page is told before what is left of Chinese on it."""


class Office:
    """A small county with something on every page, and what stands there that nobody translates."""

    def __init__(self, home: str, data: Iterable[str]) -> None:
        self.home = home
        """A household with a helper, a task and a question."""
        found = sorted({one for one in data if CHINESE.search(one)}, key=len, reverse=True)
        self._data = re.compile("|".join(map(re.escape, found)))

    def chinese(self, page: str) -> list[str]:
        """What is left of Chinese on a page without its data, with what stands before it."""
        bare = self._data.sub("", html.unescape(page))
        left = (bare[max(0, one.start() - BEFORE) : one.end()] for one in CHINESE.finditer(bare))
        return list(dict.fromkeys(left))


@pytest.fixture(scope="module")
def office(
    county: Adopted,
    small_files: Path,
    small_snapshot: Path,
    lean_run: Path,
    keys: Keys,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Office]:
    with django_db_blocker.unblock():
        home, client = _home(), enter(_somebody("county_office"))
        _decided(Path(county.folder), lean_run)
        upload(client, *lists(small_files))
        _exports(client)
        _work(client, home)
        _draws(client)
        _changes(client, home)
        pack = read_pack(Path(county.folder) / PACK)
        data = (*_registered(small_snapshot, keys), *_laws(pack), *_uploaded(small_files))
        yield Office(home, (*data, NAME, *(name for _code, name in LANGUAGES)))


def _somebody(role: str, **given: object) -> User:
    """Whoever fills the office, beside those who read it."""
    return somebody(role, username=f"a-{role}", name=NAME, language="en", **given)


def _home() -> str:
    """A household that has a task about money, and something to ask, if possible of a code."""
    tasks = Task.objects.filter(kind="missing", helper_id__isnull=False).values("household_id")
    asked = questions_at_doors().filter(household_id__in=tasks)
    return str((asked.filter(kind="code").first() or asked[0]).household_id)


def _decided(run: Path, before: Path) -> None:
    """A run as if it had been made here, held against one of fewer policies."""
    job = Job.objects.create(task="wuxiang.web.runs.working.decide", by="system", state="done")
    one = Computed.objects.create(
        by="system", as_of="2019-04-30", known_at=timezone.now(), deciding=job
    )
    one.folder.mkdir(parents=True)
    one.run.symlink_to(run)
    one.found = working._found(one, before)
    one.save()


def _exports(client: Client) -> None:
    """One of the nation's lists, what differs from it, a list of the office; one that failed."""
    for kind in ("person_export_changes", "person_export", "person_export_changes"):
        client.post(reverse("exports"), {"kind": kind, "place": ""})
        work_off()
    client.post(reverse("start-export", kwargs={"kind": "tasks"}))
    work_off()
    assert set(Job.objects.values_list("state", flat=True)) == {"done", "failed"}


def _work(client: Client, home: str) -> None:
    """A task in work, a batch that was handed out, a visit and a call."""
    task = Task.objects.filter(household_id=home, kind="missing")[0]
    for move, given in (("accept", {}), ("repair", {"note": NOTE, "photos": photo()})):
        client.post(reverse("move", kwargs={"number": task.pk, "name": move}), given)
    other = _somebody("village_committee", area=task.village_code)
    picked = [one.pk for one in Task.objects.filter(village_code=other.area)]
    chosen = {"picked": picked, "to": other.username, "note": NOTE}
    sure = client.post(reverse("hand-out"), chosen).context["sure"]
    client.post(reverse("hand-out"), chosen | {"sure": sure})
    visit = {"visited_on": "2019-04-30", "seen": "on", "note": NOTE}
    asked = Question.objects.filter(household_id=home)
    answers = {f"q:{one.question}": _answer(one) for one in asked}
    client.post(reverse("visit", kwargs={"key": home}), visit | answers | {"draft": uuid4()})
    caller, at = enter(_somebody("caller")), reverse("call", kwargs={"key": home})
    told = dict.fromkeys(caller.get(at).context["answers"].fields, "false")
    caller.post(at, visit | told | {"draft": uuid4()})


def _answer(one: Question) -> str:
    kinds = {"boolean": "true", "date": "2019-04-01", "text": "nothing"}
    return str(one.choices[0][0]) if one.kind == "code" else kinds.get(one.kind, "1")


def _draws(client: Client) -> None:
    """A draw of two people, with checks to close."""
    inspector = enter(_somebody("inspector"))
    bind(client, FIRST)
    bind(inspector, SECOND)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "localdate", lambda *_: DAY)
        tell(client, FIRST)
        tell(inspector, SECOND)
    assert Check.objects.exists()


def _changes(client: Client, home: str) -> None:
    """A birth and a correction, so that the household is to be rechecked."""
    born = {"day": "2019-05-02", "name": NAME, "sex": "male", "reason": NOTE}
    assert done(client, home, "birth", **born).status_code == 200
    row = known("household").get(household_id=home)
    send(client, address(row, "household"), reason=NOTE, road_km="2")


def _registered(snapshot: Path, keys: Keys) -> Iterator[str]:
    """Every text of the register, sealed or not: names of people and places, what was typed."""
    for table in TABLES.values():
        texts = [one.name for one in table.stored if one.kind == "text"]
        for row in MODELS[table.name].objects.values_list(*texts) if texts else ():
            yield from map(str, filter(None, row))
        for sealed in identities(snapshot, keys, table.name).to_pylist():
            names = [str(one) for one in sealed.values() if one]
            yield from [*names, *map(masked, names)]


def _laws(pack: Pack) -> Iterator[str]:
    """The words of the law, where it stands, and how the pack names offices."""
    yield from pack.county.offices
    yield from (str(budget.law) for budget in pack.county.budgets.values())
    for policy in pack.policies.values():
        yield from (policy.source.document, policy.source.article or "")
        yield from (one.law for one in (*policy.eligible, *policy.holds))
        yield from (one.law for one in policy.amount)
        yield from (one.law or "" for one in policy.parameters)


def _uploaded(folder: Path) -> Iterator[str]:
    """The lists: what their files are called, and what stands in the cells that are remarked on."""
    yield from (path.name for path in folder.rglob("*"))
    one = Import.objects.get()
    yield from workbooks(one)
    for row in pq.read_table(one.snapshot / FOLDER / "report.parquet").to_pylist():
        yield from (value for value in row.values() if isinstance(value, str))
        yield masked(row["value"] or "")


def _arguments(home: str) -> dict[str, dict[str, Any]]:
    """What fills the gaps of the addresses, so that something stands on each page."""
    place = str(known("household").get(household_id=home).village_code)
    task = Task.objects.filter(household_id=home, kind="missing")[0].pk
    gaps: dict[str, Any] = {"key": home, "above": f"{place[:9]}000", "village": place}
    filled = {
        name: {gap: gaps.get(gap, value) for gap, value in given.items()}
        for name, given in ARGUMENTS.items()
    }
    filled["person"] = {"key": known("person").filter(household_id=home)[0].person_id}
    filled["photo"] = filled["photo-small"] = {"number": task, "name": Photo.objects.get().name}
    filled["correct"]["version"] = known("income").filter(household_id=home)[0].pk
    numbers = {
        "task": task,
        "job": Job.objects.filter(state="failed")[0].pk,
        "export-changes": Export.objects.get(kind="person_export_changes", rows__isnull=False).pk,
        **dict.fromkeys(("run", "run-changes"), Computed.objects.get().pk),
        **dict.fromkeys(("import", "remarks"), Import.objects.get().pk),
    }
    return filled | {name: {"number": number} for name, number in numbers.items()}


def _reader(role: str, home: str) -> User:
    """Somebody of the role who reads English and sees the household."""
    place = str(known("household").get(household_id=home).village_code)
    areas = {"township": f"{place[:9]}000", "village": place}
    helper = known("pairing").filter(household_id=home, to_date__isnull=True)[0].helper_id
    return somebody(
        role, language="en", area=areas.get(ROLES[role].reach, ""),
        office=Task.objects.filter(household_id=home)[0].office,
        helper_id=helper if ROLES[role].reach == "own" else "",
    )  # fmt: skip


def _addresses(home: str) -> Iterator[tuple[str, str]]:
    """Every page that can be fetched, by name; of the tasks every list."""
    filled = _arguments(home)
    for name in PAGES.keys() - POSTED:
        yield name, reverse(name, kwargs=filled.get(name))
    for shelf in SHELVES:
        yield f"tasks {shelf}", f"{reverse('tasks')}?shelf={shelf}"
    yield "no page", "/nowhere/"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_says_chinese_to_whoever_reads_english(office: Office, role: str) -> None:
    client = enter(_reader(role, office.home))
    if role != "helper":
        somebody("helper", name=NAME)
    left = []
    for name, at in _addresses(office.home):
        shown = client.get(at)
        answers = [shown]
        if shown.status_code == 200 and not shown.streaming:
            answers.append(client.post(at, {}, follow=True))  # a form with nothing in it
        for answer in answers:
            if answer.streaming:
                answer.getvalue()  # read to its end, which keeps the database open
            else:
                said = office.chinese(answer.content.decode())
                left += [f"{answer.status_code} {name}: {one!r}" for one in said]
    assert not left, "\n".join(left)


def test_a_list_is_exported_in_the_language_of_its_maker(office: Office) -> None:
    written = cells(Export.objects.get(kind="tasks"))
    assert len(written) > 1
    assert not office.chinese("\n".join(str(cell) for row in written for cell in row))


@pytest.mark.parametrize("name", ["sign-in", "help"])
def test_a_browser_that_asks_for_english_is_answered_in_english(office: Office, name: str) -> None:
    stranger, at = Client(headers={"accept-language": "en-GB,en;q=0.9"}), reverse(name)
    for answer in (stranger.get(at), stranger.post(at, {"username": "nobody", "password": "x"})):
        assert office.chinese(answer.content.decode()) == []
