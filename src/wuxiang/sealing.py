"""Keys, tokens and sealed files: who somebody is travels apart from what is known about him.

Sealing is SM4-GCM (GB/T 32907-2016), tokens are HMAC-SM3 (GB/T 32905-2016). The keys lie outside
every snapshot, run and backup: in $WUXIANG_KEYS, or else in ~/.config/wuxiang/keys.
"""

import hmac
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from wuxiang.errors import UserError

MAGIC = b"WUXIANG1"
KEY_ID_BYTES = 8
NONCE_BYTES = 12
TAG_BYTES = 16
TOKEN_DIGITS = 20


@dataclass(frozen=True)
class Keys:
    """One key to seal with, one to make tokens with, and the name under which they are known.

    `old` are keys that seal no longer and still open what they sealed, by name.
    """

    key_id: str
    seal: bytes
    token: bytes
    old: tuple[tuple[str, bytes], ...] = ()

    def opening(self, key_id: str) -> bytes | None:
        """The sealing key of that name; None when it is none of these."""
        return self.seal if key_id == self.key_id else dict(self.old).get(key_id)


def new_keys() -> Keys:
    """Fresh random keys of 128 bits (sealing) and 256 bits (tokens)."""
    key_id = secrets.token_hex(KEY_ID_BYTES // 2)
    return Keys(key_id, seal=secrets.token_bytes(16), token=secrets.token_bytes(32))


def key_file() -> Path:
    """Where this user's keys lie; UserError when a file stands where their folder should be."""
    named = os.environ.get("WUXIANG_KEYS")
    folder = Path(named) if named else Path.home() / ".config" / "wuxiang" / "keys"
    if folder.exists() and not folder.is_dir():
        raise UserError(
            f"{folder} is a file, not a folder of keys",
            remedy="set WUXIANG_KEYS to the folder in which keys.json lies",
        )
    return folder / "keys.json"


def load_keys(*, create: bool) -> Keys:
    """This user's keys; made (mode 0600, folder 0700) if there are none and `create` allows it.

    Raises UserError when there are none, or when the file cannot be read as keys.
    """
    file = key_file()
    if not file.exists():
        if not create:
            raise UserError(
                f"there are no keys in {file.parent}",
                remedy="set WUXIANG_KEYS to the folder of the keys that made the snapshot",
            )
        _store(file, new_keys())
    try:
        stored = json.loads(file.read_text("utf-8"))
        old = tuple((name, bytes.fromhex(key)) for name, key in stored.get("old", {}).items())
        seal, token = bytes.fromhex(stored["seal"]), bytes.fromhex(stored["token"])
        return Keys(stored["key_id"], seal, token, old)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"{file} holds no usable keys ({error})",
            remedy="put the file back from your key backup",
        ) from error


def rotate_keys() -> Keys:
    """Seal with a fresh key from now on, and keep the one before among the old.

    The token key stays: persons and households are known by it.
    """
    keys = load_keys(create=False)
    fresh = new_keys()
    rotated = replace(fresh, token=keys.token, old=((keys.key_id, keys.seal), *keys.old))
    _draft(rotated).replace(key_file())
    return rotated


def retire_key(key_id: str) -> Keys:
    """Destroy an old key: what it sealed is unreadable from now on. UserError if it is not old."""
    keys = load_keys(create=False)
    if key_id not in dict(keys.old):
        known = ", ".join(name for name, _key in keys.old) or "none"
        raise UserError(
            f"{key_id} is none of the old keys (these are: {known})",
            remedy="retire an old key; wuxiang keys rotate makes the present one old",
        )
    left = replace(keys, old=tuple(pair for pair in keys.old if pair[0] != key_id))
    _draft(left).replace(key_file())
    return left


def _store(file: Path, keys: Keys) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(keys)
    try:
        os.link(draft, file)  # fails if another process was first: its keys then hold
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(keys: Keys) -> Path:
    """A file beside the key file, on disk and readable by its owner alone, that holds `keys`."""
    draft = key_file().with_suffix(f".{os.getpid()}")
    stored = {"key_id": keys.key_id, "seal": keys.seal.hex(), "token": keys.token.hex()}
    old = {"old": {name: key.hex() for name, key in keys.old}} if keys.old else {}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(json.dumps(stored | old))
        handle.flush()
        os.fsync(handle.fileno())
    return draft


def sm3(content: bytes) -> str:
    """SM3 (GB/T 32905-2016) of `content`, in hex."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def token(keys: Keys, kind: str, identity: str) -> str:
    """A name for `identity` that says nothing of it: first letter of `kind`, then 80 bits in hex.

    The same identity has the same token under the same keys; two kinds never share one.
    """
    digest = hmac.digest(keys.token, f"{kind}\0{identity}".encode(), "sm3")
    return kind[0] + digest.hex()[:TOKEN_DIGITS]


def seal(keys: Keys, content: bytes, *, label: str) -> bytes:
    """`content` encrypted and bound to `label`: magic, key id, nonce, tag, ciphertext."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(keys.seal), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(label.encode())
    body = encryptor.update(content) + encryptor.finalize()
    return MAGIC + keys.key_id.encode() + nonce + encryptor.tag + body


def key_id_of(sealed: bytes) -> str:
    """The name of the key that sealed it."""
    head = len(MAGIC)
    return sealed[head : head + KEY_ID_BYTES].decode("ascii", "replace")


def renamed(sealed: bytes, keys: Keys) -> bytes:
    """What nobody can open any more, under the name of the present key."""
    return MAGIC + keys.key_id.encode() + sealed[len(MAGIC) + KEY_ID_BYTES :]


def unseal(keys: Keys, sealed: bytes, *, label: str) -> bytes:
    """What `seal` was given; UserError if other keys sealed it or one byte was changed."""
    head = len(MAGIC)
    key_id = key_id_of(sealed)
    opening = keys.opening(key_id)
    if sealed[:head] != MAGIC:
        raise UserError(f"{label} is not a sealed file", remedy="take the folder from its backup")
    if opening is None:
        raise UserError(
            f"{label} was sealed with key {key_id}, not with {keys.key_id}",
            remedy="set WUXIANG_KEYS to the folder that holds that key",
        )
    nonce_at = head + KEY_ID_BYTES
    tag_at = nonce_at + NONCE_BYTES
    body_at = tag_at + TAG_BYTES
    mode = modes.GCM(sealed[nonce_at:tag_at], sealed[tag_at:body_at])
    decryptor = Cipher(algorithms.SM4(opening), mode).decryptor()
    decryptor.authenticate_additional_data(label.encode())
    try:
        return decryptor.update(sealed[body_at:]) + decryptor.finalize()
    except InvalidTag as error:
        raise UserError(
            f"{label} was changed after it was sealed", remedy="take the folder from its backup"
        ) from error
