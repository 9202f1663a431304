"""The long work of an export: the workbook, for its maker alone, and its end after a day."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _

from wuxiang.errors import UserError
from wuxiang.report.book import new_book
from wuxiang.report.list_changes import Differing, list_changes
from wuxiang.report.registry import INVENTED, Part, write_list
from wuxiang.web.accounts.models import User
from wuxiang.web.decisions.fetch import county_pack
from wuxiang.web.exports import lists
from wuxiang.web.exports.models import KINDS, NATIONAL, Export
from wuxiang.web.jobs.working import Result, Work, job
from wuxiang.web.registry.fetch import prefix_of
from wuxiang.web.registry.secrecy import office_keys
from wuxiang.web.registry.taking import invented, latest_day, take_snapshot

KEPT = timedelta(hours=24)
CHANGES = "_changes"
WRITTEN = _("写出表格")
TAKEN = _("从登记表取出快照")
HELD = _("与上次的表逐格比较")
WIDTHS = {
    gettext_noop("列号"): 6, gettext_noop("列名"): 22, gettext_noop("上次"): 22,
    gettext_noop("现在"): 22, gettext_noop("姓名"): 12, gettext_noop("证件号码"): 22,
    gettext_noop("乡镇"): 14, gettext_noop("行政村"): 16,
}  # fmt: skip
Rows = Callable[[User, Mapping[str, Any], Work], Iterator[Sequence[object]]]
LISTS: Mapping[str, tuple[Mapping[str, int], Rows]] = {
    "households": (lists.HOUSEHOLDS, lists.households),
    "tasks": (lists.TASKS, lists.tasks),
    "places": (lists.PLACES, lists.places),
}
"""The headings of each list of the office, and where its rows come from."""


@job(_("导出表格"))
def write_export(work: Work) -> Result:
    """The workbook, written anew if an earlier attempt was interrupted."""
    one = Export.objects.get(writing=work.job)
    user = User.objects.get(username=one.by)
    clear_old()
    one.file.unlink(missing_ok=True)
    one.changes.unlink(missing_ok=True)
    with override(user.language):
        rows = _write(one, user, work)
    Export.objects.filter(pk=one.pk).update(rows=rows)
    return {"rows": rows}


def _write(one: Export, user: User, work: Work) -> int:
    """A list of the office in its maker's language; the nation's are Chinese."""
    if one.kind in LISTS:
        return _write_list(one, user, work)
    if one.kind in NATIONAL:
        return _write_national(one, user, work, name=one.kind, out=one.file)
    return _write_changes(one, user, work)


def clear_old() -> int:
    """Delete the files of exports whose time is up; how many there were."""
    old = Export.objects.filter(cleared_at__isnull=True, at__lt=timezone.now() - KEPT)
    for one in old:
        shutil.rmtree(one.folder, ignore_errors=True)
    return old.update(cleared_at=timezone.now())


def within(user: User, place: str) -> str:
    """With what the codes of a place begin, all of which the user must see; else UserError."""
    prefix = prefix_of(place) or user.scope.prefix
    if not user.scope.holds(prefix):
        raise UserError(
            gettext_noop("这个地方不在您负责的范围内"),
            remedy=gettext_noop("请选择您负责的乡镇或村"),
        )
    return prefix


def _write_list(one: Export, user: User, work: Work) -> int:
    widths, rows = LISTS[one.kind]
    work.tell(WRITTEN)
    return _write_book(one, widths, rows(user, one.asked, work))


def _write_book(one: Export, widths: Mapping[str, int], rows: Iterator[Sequence[object]]) -> int:
    """Write rows as the export's workbook; how many there are."""
    counted = 0

    def counting() -> Iterator[Sequence[object]]:
        nonlocal counted
        for cells in rows:
            counted += 1
            yield cells

    title = str(KINDS[one.kind])
    note = gettext(INVENTED) if invented() else ""
    headings = {gettext(heading): width for heading, width in widths.items()}
    with new_book(one.file, title + note, date.today(), streamed=True) as book:
        book.sheet(title + note, headings, counting())
    return counted


def _write_national(one: Export, user: User, work: Work, *, name: str, out: Path) -> int:
    """A list of the nation's, of the people as the register knows them now."""
    day, pack, keys = latest_day(), county_pack(), office_keys()
    if day is None:
        raise UserError(gettext_noop("登记表还是空的"), remedy=gettext_noop("请先导入名单"))
    part = Part(name, within(user, one.asked.get("place", "")))
    snapshot = one.folder / "snapshot"
    shutil.rmtree(snapshot, ignore_errors=True)
    work.tell(TAKEN)
    take_snapshot(snapshot, county=pack.name, keys=keys, as_of=day, known_at=timezone.now())
    try:
        return write_list(
            snapshot, pack, part, out=out, keys=keys,
            progress=lambda _name, done, of: work.tell(WRITTEN, done, of),
        )  # fmt: skip
    finally:
        shutil.rmtree(snapshot, ignore_errors=True)


def _write_changes(one: Export, user: User, work: Work) -> int:
    """What differs between the copy that was handed in, or exported last, and the register."""
    name = one.kind.removesuffix(CHANGES)
    before = one.before if one.before.exists() else _last(one, name)
    now = one.folder / "now.xlsx"
    now.unlink(missing_ok=True)
    _write_national(one, user, work, name=name, out=now)
    work.tell(HELD)
    found = list_changes(before, now, county_pack(), name=name)
    now.unlink()
    schema = pa.schema(
        (field.name, pa.int32() if field.name == "position" else pa.string())
        for field in fields(Differing)
    )
    pq.write_table(pa.Table.from_pylist([asdict(cell) for cell in found], schema), one.changes)
    one.changes.chmod(0o600)
    work.tell(WRITTEN)
    return _write_book(one, WIDTHS, map(_cells, found))


def _cells(cell: Differing) -> Sequence[object]:
    position = cell.position or None
    person = (cell.name, cell.id_number, cell.township, cell.village)
    return (position, cell.heading, cell.before, cell.now, *person)


def _last(one: Export, name: str) -> Path:
    """The last export of the same list and place by the same user; UserError without one."""
    same = Export.objects.filter(
        by=one.by, kind=name, rows__isnull=False, cleared_at__isnull=True, pk__lt=one.pk
    )
    place = one.asked.get("place", "")
    last = next((older for older in same if older.asked.get("place", "") == place), None)
    if last is None:
        raise UserError(
            gettext_noop("没有可以比较的表"),
            remedy=gettext_noop("请上传最近一次从全国系统导出的表，或先在这里导出一份"),
        )
    return last.file
