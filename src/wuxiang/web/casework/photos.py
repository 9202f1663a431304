"""Photos: only real ones, made anew without what the camera wrote into them, oddly named."""

import hashlib
import io
import os
import warnings
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 60_000_000
SIDE = 2000
SMALL_SIDE = 320
QUALITY = 82


def cleaned(file: IO[bytes], size: int) -> Image.Image:
    """The picture in `file` (of `size` bytes), turned upright and at most SIDE pixels a side.

    Its pixels alone: place, day and owner that a camera adds are left behind. ValidationError, in
    plain words, for what is no JPEG, PNG or WebP picture, is too large, or is broken.
    """
    if size > MOST_BYTES:
        raise ValidationError(
            _("照片太大：%(mb)s MB，最多 12 MB。请用手机缩小后再传。") % {"mb": size // 1024**2}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _pixels(file)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("这不是能打开的照片。请上传 JPEG、PNG 或 WebP；苹果手机在相机设置里选“兼容性最佳”。")
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error


def _pixels(file: IO[bytes]) -> Image.Image:
    with Image.open(file, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_many_pixels()
        opened.draft("RGB", (SIDE, SIDE))  # a large JPEG is decoded small, not whole
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    return Image.frombytes("RGB", upright.size, upright.tobytes())


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("照片的像素太多，最多六千万像素。请用手机缩小后再传。"))


def keep(picture: Image.Image, name: UUID) -> str:
    """Write the picture and its small copy under `name`; the SHA-256 of the large one."""
    large = _as_jpeg(picture)
    small = picture.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    for is_small, content in ((False, large), (True, _as_jpeg(small))):
        _write(path_of(name, small=is_small), content)
    return hashlib.sha256(large).hexdigest()


def path_of(name: UUID, *, small: bool) -> Path:
    """Where a photo lies: in the office's folder, which no web server shows."""
    return Path(settings.HOME) / "photos" / name.hex[:2] / f"{name.hex}{'-s' if small else ''}.jpg"


def _as_jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
