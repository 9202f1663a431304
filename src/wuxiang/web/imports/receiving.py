"""What comes in by upload: bounded before it is read, kept outside all that is served."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.utils.translation import gettext_noop

from wuxiang.errors import UserError
from wuxiang.web.accounts.models import User

MOST_BYTES = 1 << 30
"""of an upload of lists: 1 GiB"""
MOST_OTHERWISE = 20 << 20
"""of any other upload: 20 MiB"""
MOST_NAME = 180
"""bytes of a file's name"""
MOST_SUFFIX = 10
MOST_DEEP = 8
"""folders below the one that is sent"""


class Bounded(FileUploadHandler):
    """Refuses an upload that is too large for its sender before it is read."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803
        content_length: int,
        *rest: Any,
        **named: Any,
    ) -> tuple[QueryDict, Any] | None:
        """RequestDataTooBig if it is; else it is left to the next handler."""
        user = getattr(self.request, "user", None)
        lists = isinstance(user, User) and user.may("imports.take")
        if content_length > (MOST_BYTES if lists else MOST_OTHERWISE):
            raise RequestDataTooBig
        return super().handle_raw_input(input_data, META, content_length, *rest, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Leave it to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave it to the next handler."""


@dataclass(frozen=True)
class Came:
    """A file that came, and where it lay in the folder that was sent: names joined by /."""

    file: UploadedFile[Any]
    path: str


def bare(files: Iterable[UploadedFile[Any]]) -> list[Came]:
    """Files that were chosen one by one."""
    return [Came(file, Path(str(file.name).replace("\\", "/")).name) for file in files]


def in_folders(files: Sequence[UploadedFile[Any]], told: str) -> list[Came]:
    """The files of a folder, each in its subfolder, as the page tells in JSON (static/folders.js).

    Without the folder's own name. Where the page tells nothing of use, each has its bare name.
    """
    try:
        paths = json.loads(told or "[]")
    except ValueError:
        paths = []
    if not isinstance(paths, list) or len(paths) != len(files):
        return bare(files)
    return [
        Came(file, str(path).partition("/")[2] or str(path))
        for file, path in zip(files, paths, strict=True)
    ]


def keep_files(given: Iterable[Came], folder: Path) -> list[dict[str, object]]:
    """Write the files into `folder` (each for its owner alone); the path and size of each.

    A path that is there already is followed by a number. UserError when there is no file at all.
    """
    kept: list[dict[str, object]] = []
    for one in given:
        if not one.file.size:
            continue
        path = _free(folder, one.path)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for chunk in one.file.chunks():
                out.write(chunk)
        kept.append({"name": path.relative_to(folder).as_posix(), "size": one.file.size})
    if not kept:
        raise UserError(
            gettext_noop("没有收到文件"),
            remedy=gettext_noop("请选择表格文件（.xlsx、.xls 或 .csv）"),
        )
    return kept


def link_files(before: Path, folder: Path) -> None:
    """Let the files of `before` lie in `folder`, too, but those that came anew.

    Anew came what lies in the same place, and what came without a folder under the same name.
    """
    there = {path.name for path in folder.iterdir() if path.is_file()}
    for path in sorted(before.rglob("*")):
        place = folder / path.relative_to(before)
        if path.is_file() and path.name not in there and not place.exists():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.link(path, place)


def _free(folder: Path, path: str) -> Path:
    """Where the file is to lie: never outside `folder`, and where nothing lies yet."""
    *above, name = path.replace("\\", "/").split("/")
    for part in [part for part in above if part.strip(". ")][:MOST_DEEP]:
        folder /= _fit(part, "")
    stem, suffix = Path(name).stem, Path(name).suffix[:MOST_SUFFIX]
    stem, number = _fit(stem, suffix), 1
    place = folder / f"{stem}{suffix}"
    while place.exists():
        number += 1
        place = folder / f"{stem} ({number}){suffix}"
    return place


def _fit(name: str, suffix: str) -> str:
    """The name, short enough; one that intake would pass over as hidden is changed."""
    fitting = name.lstrip(".~$ ").replace("\0", "") or "file"
    while len(f"{fitting}{suffix}".encode()) > MOST_NAME:
        fitting = fitting[:-1]
    return fitting
