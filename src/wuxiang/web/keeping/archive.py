"""A backup as one file: a compressed tar, whole or refused, bound to the office's keys.

FILE: what was added, then manifest.json (what it is, and the SHA-256 of each part), then
manifest.stamp (HMAC-SM3 of the manifest under the token key, so that a forged one is refused too).
"""

import hashlib
import hmac
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from wuxiang.errors import UserError
from wuxiang.folder import hashes_of, refuse_existing, writable
from wuxiang.sealing import Keys

MANIFEST = "manifest.json"
STAMP = "manifest.stamp"
FORM = 1
PRIVATE = 0o700
FAST = 1
"""Level of gzip: a nightly backup had better be quick."""
AGAIN = "take another backup: this one is not used, and nothing was changed"


@dataclass
class Manifest:
    """What a backup is: when and by which release it was made, of what, and each part's hash.

    `runs` names the folder in it of each run, by the hash of the run's own manifest; `migrations`
    are those that its database has, as app.name. `holds` and `left_out` count what is in it beside
    the database and what is not, because it can be made again; keys are never in it.
    """

    made_at: str
    release: str
    engine: str
    migrations: list[str]
    runs: dict[str, str] = field(default_factory=dict)
    missing_runs: list[str] = field(default_factory=list)
    holds: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    form: int = FORM


class _Hashed:
    """A file that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._file.read(size)
        self.hash.update(chunk)
        return chunk


@contextmanager
def new_archive(out: Path) -> Iterator[Callable[[Path, str], str]]:
    """`add(path, name)` puts a file into the archive `out`, mode 0600, and says its SHA-256.

    `out` appears when the block ends well, and not at all otherwise. UserError if it is there.
    """
    refuse_existing(out)
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    with writable(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=FAST) as tar:
                yield lambda path, name: _add(tar, path, name)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, out)  # fails if something lies there by now
    except FileExistsError:
        refuse_existing(out)
    finally:
        draft.unlink()


def add_manifest(
    add: Callable[[Path, str], str], manifest: Manifest, *, keys: Keys, by: Path
) -> str:
    """Put the manifest and its stamp in, written to the folder `by` first; the manifest's hash."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    (by / MANIFEST).write_bytes(text)
    (by / STAMP).write_text(_stamp(keys, text))
    said = add(by / MANIFEST, MANIFEST)
    add(by / STAMP, STAMP)
    return said


def unpack(file: Path, into: Path, *, keys: Keys) -> Manifest:
    """Unpack a backup into an empty folder, and hold each part against the manifest.

    UserError when a byte is damaged, a part is missing or was added, or other keys stamped it.
    """
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            _write_out(tar, into.resolve())
        for folder in filter(Path.is_dir, into.rglob("*")):
            folder.chmod(PRIVATE)
        text = (into / MANIFEST).read_bytes()
        stamp = (into / STAMP).read_text("ascii")
    except FileNotFoundError as error:
        raise UserError(f"{file} is no whole backup: no {error.filename}", remedy=AGAIN) from error
    except (tarfile.TarError, zlib.error, EOFError, OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file} cannot be read as a backup ({error})", remedy=AGAIN) from error
    if not hmac.compare_digest(stamp, _stamp(keys, text)):
        raise UserError(
            f"{file} was altered, or is another office's",
            remedy="set WUXIANG_KEYS to the folder of the keys that this office had then",
        )
    manifest = _read(text, file)
    found = {name: one for name, one in hashes_of(into).items() if name not in (MANIFEST, STAMP)}
    if found != manifest.files:
        wrong = sorted(set(found.items()) ^ set(manifest.files.items()))
        raise UserError(f"{file} is damaged: {wrong[0][0]} is not as it was", remedy=AGAIN)
    return manifest


def files_below(folder: Path, name: str) -> Iterable[tuple[Path, str]]:
    """Each file below a folder, and its name in the archive, where the folder is called `name`."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, f"{name}/{path.relative_to(folder).as_posix()}"


def _read(text: bytes, file: Path) -> Manifest:
    try:
        said = json.loads(text)
        if said["form"] != FORM:
            raise ValueError(f"its form is {said['form']}, not {FORM}")
        return Manifest(**said)
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(
            f"the manifest of {file} cannot be read ({error})",
            remedy="restore it with the release that made it, or a later one",
        ) from error


def _write_out(tar: tarfile.TarFile, into: Path) -> None:
    """Write the files of an archive below `into`; TarError if it holds anything else.

    Not `extractall`: the Python of Debian 12 is older than its filter.
    """
    for member in tar:
        there = (into / member.name).resolve()
        file = tar.extractfile(member) if member.isreg() else None
        if file is None or not there.is_relative_to(into):
            raise tarfile.TarError(f"{member.name} is no file of a backup")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.touch(0o600, exist_ok=False)
        with there.open("wb") as out:
            copyfileobj(file, out)


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    with path.open("rb") as file:
        info = tar.gettarinfo(arcname=name, fileobj=file)
        info.mode, info.uid, info.gid, info.uname, info.gname = 0o600, 0, 0, "", ""
        info.type, info.linkname = tarfile.REGTYPE, ""
        read = _Hashed(file)
        tar.addfile(info, read)
    return read.hash.hexdigest()


def _stamp(keys: Keys, text: bytes) -> str:
    return hmac.digest(keys.token, b"backup\0" + text, "sm3").hex()
