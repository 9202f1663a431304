"""The long work of a run: the register as a snapshot, the run, its figures, adopting it."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wuxiang.compare import Comparison, compare
from wuxiang.pack import words_of
from wuxiang.record import read_record
from wuxiang.report import Summary, summarise
from wuxiang.run import run
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.adopting import adopt_run
from wuxiang.web.decisions.fetch import county_pack, run_now
from wuxiang.web.jobs.working import Result, Work, job
from wuxiang.web.registry.secrecy import office_keys
from wuxiang.web.registry.taking import take_snapshot
from wuxiang.web.runs.models import Computed

KEPT = 6
"""Runs whose folders are kept, beside the one that is worked from."""
MOST = 20
"""Rows of a list on the page of a run."""
TAKEN = _("从登记表取出快照")
DECIDED = _("逐项认定")
COUNTED = _("汇总结果")
ADOPTED = _("采用结果，更新任务")


@job(_("重新认定"))
def decide(work: Work) -> Result:
    """A snapshot of the register as it is known now, a run on it, and what the run found.

    What an earlier attempt finished is taken as it is. Nothing that people work on is changed.
    """
    one = Computed.objects.get(deciding=work.job)
    pack, last = county_pack(), _last()
    one.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    snapshot = one.folder / "snapshot"
    if not one.run.exists():
        work.tell(TAKEN)
        shutil.rmtree(snapshot, ignore_errors=True)
        now = timezone.now()
        Computed.objects.filter(pk=one.pk).update(known_at=now)
        take_snapshot(snapshot, county=pack.name, keys=office_keys(), as_of=one.as_of, known_at=now)
        run(
            pack, snapshot, one.run, previous=last,
            progress=lambda _name, done, of: work.tell(DECIDED, done, of),
        )  # fmt: skip
    work.tell(COUNTED)
    shutil.rmtree(snapshot, ignore_errors=True)
    Computed.objects.filter(pk=one.pk).update(found=_found(one, last))
    clear_old()
    return {}


@job(_("采用认定结果"))
def adopt(work: Work) -> Result:
    """The office works from this run; done before, nothing is done again."""
    one = Computed.objects.get(adopting=work.job)
    if one.adopted_at:
        return {}
    work.tell(ADOPTED)
    with transaction.atomic():
        Computed.objects.filter(pk=one.pk).update(adopted_at=timezone.now())
        adopted = adopt_run(
            one.run, by=User.objects.get(username=work.job.by), known_at=one.known_at
        )
    return dict(adopted.rows)


def clear_old() -> None:
    """Remove the folders of runs beyond the newest KEPT; never that of the run worked from."""
    now = run_now()
    for one in Computed.objects.filter(cleared_at__isnull=True)[KEPT:]:
        if now is None or Path(now.folder) != one.run.resolve():
            shutil.rmtree(one.folder, ignore_errors=True)
            Computed.objects.filter(pk=one.pk).update(cleared_at=timezone.now())


def _last() -> Path | None:
    """The folder of the run that is worked from, if it is still there."""
    now = run_now()
    there = now is not None and (Path(now.folder) / "task.parquet").is_file()
    return Path(now.folder) if now is not None and there else None


def _found(one: Computed, last: Path | None) -> dict[str, object]:
    summary = summarise(one.run)
    found: dict[str, object] = {
        "as_of": read_record(one.run).as_of,
        "tasks": dict(summary.tasks),
        "gaps": _gaps(summary),
        "standards": _standards(summary),
        "questions": _questions(summary),
        "flaws": sum(flaw.rows for flaw in summary.flaws),
        "changes": None,
    }
    if last is not None:
        compared = compare(last, one.run)
        pq.write_table(compared.changes, one.changes)
        one.changes.chmod(0o600)
        found["changes"] = _changes(compared, summary)
    return found


def _gaps(summary: Summary) -> list[dict[str, object]]:
    """The policies that pay, those that lack most first."""
    lacking = sorted(summary.payments, key=lambda five: -five.missing_yuan)[:MOST]
    return [
        {"title": asdict(five.policy.title)}
        | {
            field.name: _plain(getattr(five, field.name))
            for field in fields(five)
            if field.name != "policy"
        }
        for five in lacking
    ]


def _standards(summary: Summary) -> list[dict[str, object]]:
    broken = [one for one in summary.standards if one.breached][:MOST]
    return [
        {
            "title": asdict(one.policy.title),
            "holds": one.holds,
            "breached": one.breached,
            "unknown": one.unknown,
        }
        for one in broken
    ]


def _questions(summary: Summary) -> list[dict[str, object]]:
    english = words_of(summary.pack, "en")
    return [
        {
            "words": {"zh": one.words, "en": english.get(one.missing, one.missing)},
            "questions": one.questions,
            "decisions": one.decisions,
            "at_stake": _plain(one.at_stake),
        }
        for one in summary.questions[:MOST]
    ]


def _changes(compared: Comparison, summary: Summary) -> dict[str, object]:
    titles = {name: asdict(one.title) for name, one in summary.pack.policies.items()}
    rows: list[Mapping[str, object]] = compared.summary.to_pylist()
    differing = [row for row in rows if row["change"] != "same"]
    return {
        "first": compared.first,
        "same_pack": compared.same_pack,
        "rows": [
            {name: _plain(value) for name, value in row.items()}
            | {
                "title": titles.get(str(row["policy"]))
                or dict.fromkeys(("zh", "en"), row["policy"])
            }
            for row in differing
        ],
    }


def _plain(value: object) -> object:
    """Yuan as text: JSON has no exact decimals."""
    return str(value) if isinstance(value, Decimal) else value
