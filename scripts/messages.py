"""The office's English: find every Chinese text of code and templates, keep django.po, compile it.

python scripts/messages.py    adds what is new, drops what is gone, writes django.mo
"""

import ast
import re
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from wuxiang.intake.issues import RULES
from wuxiang.intake.workbooks import SEVERITIES
from wuxiang.report.entitlements import CLASSES
from wuxiang.report.gaps import KINDS, REASONS
from wuxiang.report.registry import INVENTED

ROOT = Path(__file__).parent.parent
OFFICE = ROOT / "src" / "wuxiang" / "web"
CATALOGUE = OFFICE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CALLS = frozenset({"_", "_l", "gettext", "gettext_lazy", "gettext_noop"})
TRANSLATED = re.compile(r"""{%\s*translate\s+(?P<mark>["'])(?P<text>.+?)(?P=mark)""")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
PLURAL = re.compile(r"{%\s*plural\s*%}")
NUL = "\0"
"""Between the text for one and that for many, in a catalogue of gettext and here."""
FILLED = re.compile(r"{{\s*(\w+)\s*}}")
HEAD = (
    "Content-Type: text/plain; charset=UTF-8\nLanguage: en\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
SAID = re.compile(r'".*"$', re.MULTILINE)
MAGIC = 0x950412DE
BESIDE = (
    *(text for rule in RULES.values() for text in (rule.zh, rule.remedy)),
    *SEVERITIES.values(),
    INVENTED,
    *(text for words in (KINDS, REASONS, CLASSES) for text in words.values()),
)
"""What intake says of rows, and a run of dues and gaps, which the office shows."""


def texts(office: Path = OFFICE, *, beside: Iterable[str] = BESIDE) -> list[str]:
    """Every text of the office that is to be translated, once, in order; and those `beside` it."""
    found = set(beside)
    for file in office.rglob("*.py"):
        found.update(_of_code(file.read_text("utf-8")))
    for file in office.rglob("*.html"):
        found.update(_of_template(file.read_text("utf-8")))
    return sorted(found)


def _of_code(source: str) -> Iterable[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = node.args[0] if node.args else None
        if node.func.id in CALLS and isinstance(given, ast.Constant):
            yield str(given.value)


def _of_template(source: str) -> Iterable[str]:
    for translated in TRANSLATED.finditer(source):
        yield translated["text"]
    for block in BLOCK.findall(source):
        yield NUL.join(FILLED.sub(r"%(\1)s", one) for one in PLURAL.split(block))


def read(catalogue: Path = CATALOGUE) -> dict[str, str]:
    """The translations of a catalogue: Chinese → English, "" where there is none yet."""
    entries = catalogue.read_text("utf-8").split("\n\n")[1:]
    told = (
        [NUL.join(map(ast.literal_eval, SAID.findall(part))) for part in entry.split("msgstr", 1)]
        for entry in entries
    )
    return {text: "" if english == NUL else english for text, english in told}


def write(translations: Mapping[str, str], catalogue: Path = CATALOGUE) -> None:
    """Write django.po, and beside it django.mo as gettext reads it, entries in order of text."""
    entries = sorted(translations.items())
    lines = [_entry(text, english) for text, english in entries]
    catalogue.write_text("\n".join([f'msgid ""\nmsgstr {_quoted(HEAD)}\n', *lines]), "utf-8")
    known = {"": HEAD} | {text: english for text, english in entries if english}
    catalogue.with_suffix(".mo").write_bytes(compiled(known))


def _entry(text: str, english: str) -> str:
    """An entry of django.po; of a text for one and for many, each with its English."""
    if NUL not in text:
        return f"msgid {_quoted(text)}\nmsgstr {_quoted(english)}\n"
    (one, many), (of_one, _nul, of_many) = text.split(NUL), english.partition(NUL)
    texts = f"msgid {_quoted(one)}\nmsgid_plural {_quoted(many)}\n"
    return f"{texts}msgstr[0] {_quoted(of_one)}\nmsgstr[1] {_quoted(of_many)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compiled(known: Mapping[str, str]) -> bytes:
    """A catalogue in the binary form of GNU gettext: two tables of length and place, the texts."""
    entries = sorted((text.encode(), english.encode()) for text, english in known.items())
    texts_at, tables = 28 + 16 * len(entries), [b"", b""]
    body = b""
    for side in (0, 1):
        for entry in entries:
            tables[side] += struct.pack("<II", len(entry[side]), texts_at + len(body))
            body += entry[side] + b"\0"
    second = 28 + 8 * len(entries)
    head = struct.pack("<7I", MAGIC, 0, len(entries), 28, second, 0, 28 + 16 * len(entries))
    return head + tables[0] + tables[1] + body


if __name__ == "__main__":
    kept = read()
    write({text: kept.get(text, "") for text in texts()})
