"""Read a query file: a header of `-- key: value` lines, then one SELECT."""

import re
from collections.abc import Mapping
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.facts.columns import Fact
from wuxiang.facts.guard import guarded

MAX_BYTES = 65_536
HEADER = re.compile(r"--\s*([a-z_]+)\s*:\s*(.*?)\s*")
FACT_KEYS = frozenset({"fact", "grain", "scope", "zh", "en", "labels", "known_from", "notes"})


def read_query(path: Path, keys: frozenset[str]) -> tuple[dict[str, str], str]:
    """The header and the SELECT of a query file.

    `keys` are the header's allowed keys; a continued value is a comment line without a key.
    Raises UserError when the file is too large, not UTF-8, or its header is not understood.
    """
    place = Place(str(path))
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        raise UserError(f"larger than {MAX_BYTES} bytes", remedy="split the query", place=place)
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UserError("not UTF-8 text", remedy="save it as UTF-8", place=place) from error
    header: dict[str, str] = {}
    at = 0
    for at, line in enumerate(lines):
        if not line.startswith("--"):
            break
        found = HEADER.fullmatch(line)
        if found is None and header:
            last = next(reversed(header))
            header[last] = f"{header[last]} {line[2:].strip()}"
        elif found is None or found[1] not in keys:
            raise UserError(
                f"the header line `{line}` is not understood",
                remedy=f"write `-- key: value` with one of {', '.join(sorted(keys))}",
                place=Place(str(path), line=at + 1),
            )
        else:
            header[found[1]] = found[2]
    return header, "\n".join(lines[at:]).strip().rstrip(";")


def read_fact(path: Path) -> Fact:
    """The fact in `path`, its SELECT guarded.

    Raises UserError with file and line for a header that lacks something, a name that is not the
    file's, or SQL outside the allow-list.
    """
    header, sql = read_query(path, FACT_KEYS)
    place = Place(str(path), line=1)
    for key in ("fact", "grain", "scope", "zh", "en"):
        if not header.get(key):
            raise UserError(
                f"the header says nothing of `{key}`",
                remedy=f"add a line `-- {key}: …` at the top",
                place=place,
            )
    if header["fact"] != path.stem:
        raise UserError(
            f"fact `{header['fact']}` lies in a file of another name",
            remedy=f"name the file {header['fact']}.sql",
            place=place,
        )
    if header["scope"] not in ("household", "area"):
        raise UserError(
            f"scope `{header['scope']}` is neither household nor area",
            remedy="`household` if one household's rows suffice for its answer, else `area`",
            place=place,
        )
    query = guarded(sql, path)
    return Fact(
        name=header["fact"],
        grain=tuple(part.strip() for part in header["grain"].split(",")),
        scope="household" if header["scope"] == "household" else "area",
        zh=header["zh"],
        en=header["en"],
        notes=header.get("notes", ""),
        query=query,
        reads=query.reads,
        place=place,
        labels=_pairs(header, "labels", place),
        known_from=_pairs(header, "known_from", place),
    )


def _pairs(header: Mapping[str, str], key: str, place: Place) -> dict[str, str]:
    """What a header line says of columns, as `-- labels: column 词, column 词`."""
    given = re.split("[,，]", header.get(key, ""))
    pairs = [part.split(maxsplit=1) for part in given if part.strip()]
    for pair in pairs:
        if len(pair) != len(("column", "word")):
            raise UserError(
                f"`{' '.join(pair)}` under `{key}` is not understood",
                remedy=f"write `-- {key}: column word, column word`",
                place=place,
            )
    return dict(pairs)
