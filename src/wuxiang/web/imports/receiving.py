"""What comes in by upload: bounded before it is read, kept outside all that is served."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict

from wuxiang.errors import UserError
from wuxiang.web.accounts.models import User

MOST_BYTES = 1 << 30
"""of an upload of lists: 1 GiB"""
MOST_OTHERWISE = 20 << 20
"""of any other upload: 20 MiB"""
MOST_NAME = 180
"""bytes of a file's name"""


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


def keep_files(given: Iterable[UploadedFile[Any]], folder: Path) -> list[dict[str, object]]:
    """Write the files into `folder` (each for its owner alone); the name and size of each.

    A name that is there already is followed by a number. UserError when there is no file at all.
    """
    kept: list[dict[str, object]] = []
    for file in given:
        if not file.size:
            continue
        path = _free(folder, str(file.name))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        kept.append({"name": path.name, "size": file.size})
    if not kept:
        raise UserError("没有收到文件", remedy="请选择表格文件（.xlsx、.xls 或 .csv）")
    return kept


def link_files(before: Path, folder: Path) -> None:
    """Let the files of `before` lie in `folder`, too, but those whose names are there already."""
    for path in sorted(before.iterdir()):
        if not (folder / path.name).exists():
            os.link(path, folder / path.name)


def _free(folder: Path, name: str) -> Path:
    """A path for the name that is not taken; names that intake would pass over are changed."""
    bare = Path(name.replace("\\", "/")).name.lstrip(".~$ ") or "file"
    stem, suffix = Path(bare).stem, Path(bare).suffix[:10]
    while len(f"{stem}{suffix}".encode()) > MOST_NAME:
        stem = stem[:-1]
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){suffix}"
    return path
