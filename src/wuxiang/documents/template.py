"""Templates of a pack: what a paper is called, which tables it reads, and that it is harmless."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wuxiang.errors import Place, UserError
from wuxiang.policy.model import Words
from wuxiang.schema import TABLES
from wuxiang.strict_yaml import suggestion

MAX_BYTES = 65_536
HEADER = re.compile(r"//\s*([a-z]+)\s*:\s*(.*?)\s*")
KEYS = ("document", "zh", "en", "reads")
OUTSIDE = re.compile(
    r"\b(?:import|include|read|plugin|eval|std|dictionary|image|csv|yaml|toml|xml|cbor|sys)\b"
)
"""Words with which a template could reach a file, a package or code that it does not show."""


@dataclass(frozen=True)
class Template:
    """One kind of paper: its title, the tables and facts whose rows it shows, its Typst text."""

    name: str
    title: Words
    reads: tuple[str, ...]
    text: str
    place: Place


def read_templates(
    pack: Path, facts: Iterable[str], *, of: str = "documents"
) -> dict[str, Template]:
    """The templates in `documents/` of the pack, by name; `facts` are the names of its facts.

    `of` names another folder: `notices/` has those that are posted up in a village.

    Raises UserError, with file and line, for a header that lacks something, a table or fact that
    nobody defines, or a word that reaches out of the template.
    """
    known = frozenset([*TABLES, *facts])
    read = (_template(path, known) for path in sorted((pack / of).glob("*.typ")))
    return {template.name: template for template in read}


def _template(path: Path, known: frozenset[str]) -> Template:
    text = _text(path)
    lines = (HEADER.fullmatch(line) for line in text.splitlines())
    header = {found[1]: found[2] for found in lines if found}
    _refuse_header(header, path)
    reads = tuple(name.strip() for name in header["reads"].split(","))
    for name in reads:
        if name not in known:
            raise UserError(
                f"`{path.stem}` reads `{name}`, which nobody defines",
                remedy=suggestion(name, known) or "name a table or a fact of the pack",
                place=Place(str(path), line=_line_of(text, "// reads")),
            )
    _refuse_outside(text, path)
    title = Words(header["zh"], header["en"])
    return Template(path.stem, title, reads, text, Place(str(path), line=1))


def _text(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MAX_BYTES:
        place = Place(str(path))
        raise UserError(f"larger than {MAX_BYTES} bytes", remedy="shorten it", place=place)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(str(path))
        raise UserError("not UTF-8 text", remedy="save it as UTF-8", place=place) from error


def _refuse_header(header: dict[str, str], path: Path) -> None:
    for key in KEYS:
        if not header.get(key):
            raise UserError(
                f"the header says nothing of `{key}`",
                remedy=f"add a line `// {key}: …` at the top",
                place=Place(str(path), line=1),
            )
    if header["document"] != path.stem:
        raise UserError(
            f"document `{header['document']}` lies in a file of another name",
            remedy=f"name the file {header['document']}.typ",
            place=Place(str(path), line=1),
        )


def _refuse_outside(text: str, path: Path) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        found = OUTSIDE.search(line)
        if found:
            raise UserError(
                f"a template may not say `{found[0]}`: it shows the records and nothing else",
                remedy="use `data`, and draw with Typst's own shapes",
                place=Place(str(path), line=number),
            )


def _line_of(text: str, start: str) -> int:
    lines = text.splitlines()
    return next(at for at, line in enumerate(lines, start=1) if line.startswith(start))
