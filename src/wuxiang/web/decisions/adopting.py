"""Adopt a run: its dues, tasks and questions become rows that people work on."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction

from wuxiang.folder import sha256_of
from wuxiang.pack import Pack, policy_sources, read_pack, words_of
from wuxiang.pack.read import FUNNEL
from wuxiang.policy import Source
from wuxiang.policy.model import Words
from wuxiang.record import MANIFEST, PACK, SNAPSHOT, read_record
from wuxiang.schema import TABLES
from wuxiang.snapshot import read_manifest
from wuxiang.web.accounts.models import User
from wuxiang.web.casework.models import Work
from wuxiang.web.decisions.models import Adopted, Due, Question, Task
from wuxiang.web.journal.actions import record
from wuxiang.web.registry.loading import insert
from wuxiang.web.registry.taking import day_begins
from wuxiang.web.registry.touching import how_many_touched

Line = Mapping[str, object]
Columns = Mapping[str, Callable[[Line], object]]
"""How the columns are made that a model has beside those of the run."""
RENAMED: Mapping[type, Mapping[str, str]] = {Due: {"kind": "class", "person_id": "payee"}}
"""Where a model calls a column otherwise than the run."""
TABLE_OF = {Due: "entitlement", Task: "task", Question: "question"}
KINDS = {"BOOLEAN": "boolean", "DATE": "date", "BIGINT": "integer", "INTEGER": "integer"}
"""The kind of an answer by the engine's type; decimals are numbers, all else is text."""
AT_ONCE = 500
GONE, NOT_KNOWN = "closure_proposed", "not_known"
PAID = {"double", "undue"}
"""What is wrong with money that came."""
SUBJECT = ("policy", "subject")


@transaction.atomic
def adopt_run(folder: Path, *, by: User | None, known_at: datetime | None = None) -> Adopted:
    """Work from the run in `folder` from now on; what earlier runs proposed is no longer shown.

    `known_at` is when its snapshot was taken from the register; by default the day began on which
    the snapshot was known, so that no change is overlooked.

    Nothing is decided by it: dues and tasks are proposals until a person acts on them. A task of
    the run before whose gap this one does not find stays, with its closure proposed, until a
    person has closed it. Raises UserError when the folder is no run.
    """
    found = read_record(folder)
    pack = read_pack(folder / PACK)
    before = list(Task.objects.all())
    Adopted.objects.all().delete()
    run = Adopted.objects.create(
        folder=str(folder.resolve()), as_of=found.day, pack_hash=found.pack_hash,
        known_at=known_at or _day_began(folder),
        snapshot=sha256_of(folder / SNAPSHOT / MANIFEST),
        manifest_hash=sha256_of(folder / MANIFEST), by=by.username if by else "system",
    )  # fmt: skip
    titled = _titles(pack, lambda row: str(row["policy"]))
    asked = _Asked(policy_sources(pack))
    run.rows = {
        "entitlement": _take(folder, run, Due, **titled),
        "task": _take(
            folder, run, Task, **titled, **_offices(pack), failed=_failed(pack), proof=_proof(pack)
        ),
        "question": _take(
            folder, run, Question, **_titles(pack, _first), **_words(pack),
            kind=asked.kind, choices=asked.choices,
        ),
    }  # fmt: skip
    run.rows["task"] += _keep(before, pack, run)
    run.rows["recheck"] = how_many_touched(run.known_at, run.snapshot)
    run.save()
    record("run.adopt", run.manifest_hash, by=by, detail=run.rows)
    return run


def _day_began(folder: Path) -> datetime:
    """When the day began on which the run's snapshot was known."""
    return day_begins(date.fromisoformat(read_manifest(folder / SNAPSHOT).known_at))


def _take(
    folder: Path, run: Adopted, model: type[Due | Task | Question], **made: Callable[[Line], object]
) -> int:
    """Write a table of the run as rows of `model`; `made` says how its own columns are made."""
    table = pq.read_table(folder / f"{TABLE_OF[model]}.parquet")
    columns = [str(field.column) for field in model._meta.concrete_fields if field.column != "id"]
    lines = [
        tuple(
            run.pk if column == "run_id" else made[column](row) if column in made
            else _plain(row[RENAMED.get(model, {}).get(column, column)])
            for column in columns
        )
        for row in table.to_pylist()
    ]  # fmt: skip
    insert(model._meta.db_table, columns, lines)
    return len(lines)


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _titles(pack: Pack, policy: Callable[[Line], str]) -> Columns:
    """The title of the policy that a row is about, in both languages.

    A task of a policy that the pack no longer has keeps the policy's name.
    """
    titles = {name: one.title for name, one in pack.policies.items()}

    def title(row: Line) -> Words:
        name = policy(row)
        return titles.get(name, Words(name, name))

    return {"title_zh": lambda row: title(row).zh, "title_en": lambda row: title(row).en}


def _offices(pack: Pack) -> Columns:
    """What the offices of a task are called in English, where the pack says it."""
    english = {name: office.en for name, office in pack.county.offices.items()}
    return {
        "lead_en": lambda row: english.get(str(row["lead"]), row["lead"]),
        "office_en": lambda row: english.get(str(row["office"]), row["office"]),
    }


def _words(pack: Pack) -> Columns:
    """The words for what is missing, in both languages."""
    chinese, english = words_of(pack), words_of(pack, "en")
    return {
        "words_zh": lambda row: chinese.get(str(row["missing"]), row["missing"]),
        "words_en": lambda row: english.get(str(row["missing"]), row["missing"]),
    }


def _failed(pack: Pack) -> Callable[[Line], object]:
    """The standards that do not hold, in the words of the law; None where none was asked."""

    def laws(row: Line) -> str | None:
        if row["failed"] is None:
            return None
        names = str(row["failed"]).split(",")
        policy = pack.policies.get(str(row["policy"]))
        said = {one.name: one.law for one in policy.holds} if policy else {}
        return "、".join(said.get(name, name) for name in names)

    return laws


def _proof(pack: Pack) -> Callable[[Line], object]:
    """Whether a task is about money or works."""
    works = pack.county.casework.works
    return lambda row: row["kind"] != "breach" or row["policy"] in works


@dataclass(frozen=True)
class _Asked:
    """What kind of answer a question wants."""

    sources: Mapping[str, Source]

    def kind(self, row: Line) -> str:
        """boolean, date, integer, number, code or text."""
        source, name = self.sources[_first(row)], str(row["missing"])
        engines = source.columns.get(name, "")
        if name in source.codes:
            return "code"
        return "number" if engines.startswith("DECIMAL") else KINDS.get(engines, "text")

    def choices(self, row: Line) -> str:
        """The codes that may be answered, each with its label in both languages, as JSON."""
        if self.kind(row) != "code":
            return "[]"
        return _codes(str(row["missing"]))


def _first(row: Line) -> str:
    """The policy that needs the answer, the first of several."""
    return str(row["policies"]).split(",")[0]


def _codes(name: str) -> str:
    columns = (column for table in TABLES.values() for column in table.columns)
    codes = next(one.codes for one in columns if one.name == name and one.codes)
    return json.dumps(
        [[code.value, {"zh": code.zh, "en": code.en}] for code in codes.codes], ensure_ascii=False
    )


def _keep(before: Iterable[Task], pack: Pack, run: Adopted) -> int:
    """Keep the tasks that the new run no longer finds and that nobody has closed; how many.

    Where its answer or what is due is not known, or no list says anything of what its policy is
    about or of what was paid, nobody can say whether the gap is gone.
    """
    now = set(Task.objects.values_list("task", flat=True))
    closed = set(Work.objects.filter(state="closed").values_list("task", flat=True))
    kept = [task for task in before if task.task not in now | closed]
    unclear = {"/".join(due) for due in Due.objects.filter(kind="unknown").values_list(*SUBJECT)}
    for policy in {task.policy for task in kept} & pack.policies.keys():
        unclear |= _unclear(Path(run.folder) / f"{pack.output_of(policy)}.parquet")
    silent = _silent(Path(run.folder))
    told_of = Due.objects.filter(delivered__isnull=False).exists()
    for task in kept:
        unheard = task.policy in silent or (task.kind in PAID and not told_of)
        task.pk, task.run = None, run
        task.state = NOT_KNOWN if unheard or _beginnings(task.task) & unclear else GONE
    Task.objects.bulk_create(kept, batch_size=AT_ONCE)
    return len(kept)


def _silent(folder: Path) -> set[str]:
    """The policies that nothing was held against: no list has any of what they are about."""
    funnel = pq.read_table(folder / f"{FUNNEL}.parquet").to_pylist()
    answers = [row for row in funnel if row["step"] == "in_force"]
    return {row["policy"] for row in answers if not row["yes"] + row["no"] + row["unknown"]}


def _unclear(decisions: Path) -> set[str]:
    """What the run could not decide, each as policy and subject."""
    asked = pq.read_table(decisions, columns=[*SUBJECT, "unclear"]).to_pylist()
    return {f"{row['policy']}/{row['subject']}" for row in asked if row["unclear"] is not None}


def _beginnings(task: str) -> set[str]:
    """All that a task's key may begin with: policy and subject, with the period or without."""
    parts = task.split("/")
    return {"/".join(parts[:end]) for end in range(2, len(parts) + 1)}
