"""Photos: what is kept of a real one, and that anything else is refused in plain words."""

import io
import struct
import zlib
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.web.conftest import photo, somebody
from wuxiang.web.casework import photos
from wuxiang.web.casework.actions import Said, comment
from wuxiang.web.casework.models import Photo
from wuxiang.web.journal.models import Entry

GPS, ORIENTATION, OWNER = 0x8825, 0x0112, 0x013B


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return io.BytesIO(out.getvalue())


def refused(content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        photos.cleaned(io.BytesIO(content), len(content))


def test_what_a_camera_wrote_into_a_photo_is_left_behind() -> None:
    exif = Image.Exif()
    exif[OWNER], exif[ORIENTATION] = "甲某", 6
    exif.get_ifd(GPS)[2] = (39.0, 23.0, 4.0)
    sent = photo(exif=exif, comment=b"39.38N 111.14E")
    assert b"39.38N" in sent.read()
    sent.seek(0)
    kept = photos.cleaned(sent, sent.size or 0)
    assert kept.size == (48, 64)  # turned upright, as its orientation said
    name = uuid4()
    photos.keep(kept, name)
    for small in (False, True):
        content = photos.path_of(name, small=small).read_bytes()
        assert b"39.38N" not in content
        assert b"Exif" not in content
        with Image.open(io.BytesIO(content)) as again:
            assert not again.getexif()
            assert not {"exif", "comment", "xmp", "icc_profile"} & again.info.keys()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_other_real_pictures_are_made_into_jpeg(kind: str, mode: str) -> None:
    sent = picture(kind, mode=mode)
    name = uuid4()
    photos.keep(photos.cleaned(sent, len(sent.getvalue())), name)
    assert photos.path_of(name, small=False).read_bytes().startswith(b"\xff\xd8\xff")


def test_a_large_photo_is_made_smaller() -> None:
    sent = picture("JPEG", (3000, 1500))
    assert photos.cleaned(sent, len(sent.getvalue())).size == (2000, 1000)


def test_what_is_no_photo_is_refused() -> None:
    whole = picture("JPEG", (200, 200)).getvalue()
    for content in (
        b"", b"<svg onload='alert(1)'/>", b"%PDF-1.7", b"PK\x03\x04", b"<?php system(1); ?>",
        whole[: len(whole) // 2], picture("GIF").getvalue(), picture("BMP").getvalue(),
        b"\xff\xd8\xff" + b"<script>" * 20,
    ):  # fmt: skip
        refused(content, "不是能打开的照片")


def test_what_is_too_large_is_refused_before_it_is_opened() -> None:
    with pytest.raises(ValidationError, match="照片太大：13 MB"):
        photos.cleaned(io.BytesIO(b""), 13 * 1024 * 1024)


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_bomb_of_pixels_is_refused_unopened(side: int) -> None:
    refused(_png_that_claims(side), "像素太多")


def _png_that_claims(side: int) -> bytes:
    """A few bytes that say they are a picture of `side` by `side` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        code = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", code)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )  # fmt: skip


def test_photos_lie_in_the_offices_folder_under_names_that_say_nothing() -> None:
    name = uuid4()
    photos.keep(photos.cleaned(photo(), 100), name)
    path: Path = photos.path_of(name, small=False)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stem == name.hex
    assert "static" not in path.parts
    with pytest.raises(FileExistsError):
        photos.keep(photos.cleaned(photo(), 100), name)


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_photo() -> None:
    pictures = [photos.cleaned(photo(), 100)]
    with pytest.raises(ValidationError):
        comment("t", by=somebody("helper"), said=Said(" ", pictures=pictures))
    assert not Photo.objects.exists()
    step = comment("t", by=somebody("township"), said=Said("回单", pictures=pictures))
    kept = Photo.objects.get()
    assert (step.task, kept.task, kept.width, kept.height) == ("t", "t", 64, 48)
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts == ["task.photo", "task.comment"]
