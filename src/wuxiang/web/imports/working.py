"""The long work of an import: read the files, load what they say, take it back."""

from collections.abc import Callable
from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils.translation import gettext_lazy as _

from wuxiang.intake.report import FOLDER
from wuxiang.intake.take_in import Days, Sources, take_in
from wuxiang.intake.workbooks import write_report_workbooks
from wuxiang.sealing import Keys
from wuxiang.snapshot import identities, read_manifest, table_file
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.fetch import county_pack
from wuxiang.web.imports.models import Import
from wuxiang.web.jobs.working import Result, Work, job
from wuxiang.web.registry import joining, loading
from wuxiang.web.registry.models import Batch
from wuxiang.web.registry.secrecy import office_keys

PHASES = {
    "read": _("读取文件"),
    "link": _("核对人和户"),
    "merge": _("合并名单"),
    "write": _("写出名单和问题清单"),
    "finish": _("整理"),
}
BOOKS = _("按乡镇写出问题清单")
COMPARED = _("与登记表比较")
LOADED = _("录入登记表")
UNDONE = _("撤销录入")
Told = Callable[[str, int, int], None]


@job(_("读取上传的名单"))
def read_import(work: Work) -> Result:
    """The files become a snapshot beside them, with its report, and the figures of the preview.

    The register is not touched. A snapshot that an earlier attempt finished is taken as it is.
    """
    one = Import.objects.get(reading=work.job)
    keys = office_keys()
    if not one.snapshot.exists():
        sources = Sources(one.uploaded, county_pack(), skip_refused=True)
        days = Days(known_at=date.today(), as_of=one.as_of)
        take_in(sources, one.snapshot, keys=keys, days=days, progress=_phases(work))
    write_report_workbooks(one.snapshot, lambda done, of: work.tell(BOOKS, done, of))
    differences = loading.compare(one.snapshot, keys=keys, progress=_steps(work, COMPARED))
    seen = _remarks(one) | {
        "as_of": read_manifest(one.snapshot).as_of,
        "tables": {name: vars(counted) for name, counted in differences.items()},
        "doubles": _doubles(one, keys),
    }
    Import.objects.filter(pk=one.pk).update(seen=seen)
    return {}


@job(_("录入登记表"))
def load_import(work: Work) -> Result:
    """What was read is taken into the register, all at once; done before, nothing is done again."""
    one = Import.objects.get(loading=work.job)
    if one.batch is not None:
        return {}

    def settled(batch: Batch) -> None:
        Import.objects.filter(pk=one.pk).update(batch=batch)

    batch = loading.load_snapshot(
        one.snapshot, keys=office_keys(), by=User.objects.get(username=work.job.by),
        what=one.subject, progress=_steps(work, LOADED), settled=settled,
    )  # fmt: skip
    return dict(batch.rows)


@job(_("撤销录入"))
def undo_import(work: Work) -> Result:
    """The whole import is taken back."""
    one = Import.objects.get(undoing=work.job)
    work.tell(UNDONE)
    if one.batch is not None and one.batch.undone_at is None:
        loading.undo(one.batch, by=User.objects.get(username=work.job.by))
    return {}


def _doubles(one: Import, keys: Keys) -> list[str]:
    """The households in which somebody without a number may be one with a person of the lists."""

    def names() -> dict[str, str]:
        brought = identities(one.snapshot, keys, "person")
        people, named = brought["person_id"].to_pylist(), brought["name"].to_pylist()
        return dict(zip(people, named, strict=True))

    columns = ["person_id", "household_id", "birth_date"]
    rows = pq.read_table(table_file(one.snapshot, "person"), columns=columns).to_pylist()
    return joining.brought(rows, names)


def _phases(work: Work) -> Told:
    def tell(phase: str, done: int, of: int) -> None:
        work.tell(PHASES[phase], done, of)

    return tell


def _steps(work: Work, doing: object) -> Told:
    def tell(_name: str, done: int, of: int) -> None:
        work.tell(doing, done, of)

    return tell


def _remarks(one: Import) -> dict[str, object]:
    """How many remarks each rule has, and the files that could not be read."""
    report = pq.read_table(one.snapshot / FOLDER / "report.parquet", columns=["file", "rule"])
    counted = report.group_by("rule").aggregate([("rule", "count")]).to_pylist()
    refused = report.filter(pc.equal(report["rule"], "file_refused"))["file"].to_pylist()
    rules = {str(row["rule"]): int(row["rule_count"]) for row in counted}
    return {"rules": rules, "refused_files": refused}
