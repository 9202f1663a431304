"""A folder that appears whole or not at all, and the hashes of what lies in it."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wuxiang.errors import UserError

LOCK = ".lock"


@contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """A draft folder (mode 0700) that becomes `final` when the block ends well, and is gone if not.

    Killed at any moment, `final` is absent; the next call clears what a dead process left behind.
    Raises UserError if `final` is there already or if its parent folder cannot be written.
    """
    refuse_existing(final)
    with writable(final):
        final.parent.mkdir(parents=True, exist_ok=True)
        _clear_dead_drafts(final)
        draft = Path(tempfile.mkdtemp(prefix=_draft_prefix(final), dir=final.parent))
    with (draft / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield draft
            _flush(draft)
            refuse_existing(final)
            draft.rename(final)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    (final / LOCK).unlink()
    _flush_folder(final.parent)


@contextmanager
def writable(final: Path) -> Iterator[None]:
    """UserError where the block, which makes what leads to `final`, may not or cannot do so."""
    try:
        yield
    except OSError as error:
        raise UserError(
            f"{final} cannot be written ({error.strerror})",
            remedy="name another place, in a folder that you may write to",
        ) from error


def refuse_existing(final: Path) -> None:
    """UserError if something lies at `final`: nothing that is there is ever overwritten."""
    with writable(final):
        there = final.exists()
    if there:
        raise UserError(
            f"{final} is there already and is never overwritten",
            remedy="name another, or move this one away first",
        )


def sha256_of(file: Path) -> str:
    """SHA-256 (FIPS 180-4) of the file's bytes, in hex."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def hashes_of(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below `folder`, by its path in it (with /), in order of path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder).as_posix(): sha256_of(file) for file in files}


def last_change(folder: Path) -> int:
    """When something in `folder` last came, went or was written to; nanoseconds since 1970."""
    return max(path.stat().st_ctime_ns for path in (folder, *folder.rglob("*")))


def _draft_prefix(final: Path) -> str:
    return f".{final.name}.draft-"


def _clear_dead_drafts(final: Path) -> None:
    for draft in final.parent.glob(_draft_prefix(final) + "*"):
        lock = draft / LOCK
        if not lock.exists():
            continue  # its owner is about to lock it
        with lock.open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its owner lives
            shutil.rmtree(draft, ignore_errors=True)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as handle:
                os.fsync(handle.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
