"""Where the office keeps what is its own: database, secret, files; all of it outside the code."""

import os
import secrets
from pathlib import Path

SECRET_BYTES = 48


def home() -> Path:
    """The folder of the office's data (mode 0700): $WUXIANG_HOME, or ~/.local/share/wuxiang."""
    given = os.environ.get("WUXIANG_HOME")
    folder = Path(given) if given else Path.home() / ".local" / "share" / "wuxiang"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret() -> str:
    """The secret that signs cookies, made at the first start and readable by its owner alone."""
    file = home() / "secret"
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(SECRET_BYTES))
        try:
            os.link(draft, file)  # fails if another process was first: its secret then holds
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()
